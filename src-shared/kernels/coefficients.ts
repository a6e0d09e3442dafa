/*
 * Numbers of the functions of kernels, each exact in binary32. The polynomials come from scripts/fit-functions.mjs.
 * Both TypeScript and AssemblyScript read this file, so it holds nothing but constants.
 */

/** Adding 1.5 x 2^23 rounds a small number to the nearest whole one, which then stands in the low bits. */
export const ROUNDING_MAGIC = 12582912.0
export const LOG2_E = 1.4426950216293335
/** ln 2 in two parts: the nearest binary32 number, and what it lacks. */
export const LN2_HIGH = 0.6931471824645996
export const LN2_LOW = -1.9046542121259336e-9

/** (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, constant term first. */
export const EXP_0 = 0.5
export const EXP_1 = 0.1666666567325592
export const EXP_2 = 0.04166647791862488
export const EXP_3 = 0.008333567529916763
export const EXP_4 = 0.001393369515426457
export const EXP_5 = 0.0001974247134057805

/** Beyond these e^x is infinite, or zero, in binary32. */
export const EXP_HIGHEST = 89.0
export const EXP_LOWEST = -104.0
/** Below this e^x - 1 is -1 in binary32; above the highest one 2^k would leave it. */
export const EXPM1_HIGHEST = 88.0
export const EXPM1_LOWEST = -18.0

/** (log(1 + f) - f + f^2 / 2) / f^3 for 1 + f from sqrt(1/2) to sqrt(2), constant term first. */
export const LOG_0 = 0.3333331048488617
export const LOG_1 = -0.25000014901161194
export const LOG_2 = 0.20002226531505585
export const LOG_3 = -0.16667723655700684
export const LOG_4 = 0.1421755701303482
export const LOG_5 = -0.1240982785820961
export const LOG_6 = 0.11905582994222641
export const LOG_7 = -0.11654608696699142
export const LOG_8 = 0.06682959944009781
export const SQRT_2_MINUS_1 = 0.4142135679721832
export const SMALLEST_NORMAL = 1.1754943508222875e-38
export const TWO_TO_23 = 8388608.0

/** erf(x) / x - 1 in x^2 for x from 0 to 1, constant term first. */
export const ERF_0 = 0.12837916612625122
export const ERF_1 = -0.3761262595653534
export const ERF_2 = 0.1128358244895935
export const ERF_3 = -0.026853643357753754
export const ERF_4 = 0.005187962669879198
export const ERF_5 = -0.0008006793214008212
export const ERF_6 = 0.00007842288323445246

/** 1 - erf(x) in x - 2.5 for x from 1 to 4, constant term first. */
export const ERFC_0 = 0.0004069523711223155
export const ERFC_1 = -0.002178184688091278
export const ERFC_2 = 0.005445688497275114
export const ERFC_3 = -0.008351769298315048
export const ERFC_4 = 0.008622605353593826
export const ERFC_5 = -0.006109110079705715
export const ERFC_6 = 0.002797551918774843
export const ERFC_7 = -0.0005603602039627731
export const ERFC_8 = -0.0002587266208138317
export const ERFC_9 = 0.00027061859145760536
export const ERFC_10 = -0.00008110274939099327
export const ERFC_11 = -0.000017760463379090652
export const ERFC_12 = 0.000015720006558694877
export const ERFC_13 = -4.985278678759641e-7
export const ERFC_14 = -8.902305239644193e-7

export const LEAKY_SLOPE = 0.009999999776482582
/** lambda = 1.0507009873554805 and lambda alpha, alpha = 1.6732632423543772, multiplied in binary64 and rounded once. */
export const SELU_LAMBDA = 1.0507010221481323
export const SELU_LAMBDA_ALPHA = 1.7580993175506592
export const SQRT_HALF = 0.7071067690849304
/** 1 / sqrt(2 pi), the height of the normal density. */
export const NORMAL_DENSITY = 0.3989422917366028
