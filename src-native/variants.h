// The kernels by name, once for each set of instructions.
#pragma once

#include "call.h"

/** Every kernel of the interface Kernels. */
#define FOR_EACH_KERNEL(APPLY)           \
  APPLY(gatherF32)                       \
  APPLY(matmulAddF32)                    \
  APPLY(weightGradientF32)               \
  APPLY(transposeF32)                    \
  APPLY(columnSumF32)                    \
  APPLY(activationF32)                   \
  APPLY(activationGradientF32)           \
  APPLY(dropoutF32)                      \
  APPLY(multiplyF32)                     \
  APPLY(softmaxCrossEntropyF32)          \
  APPLY(batchNormalizationStatisticsF32) \
  APPLY(batchNormalizationF32)           \
  APPLY(batchNormalizationGradientF32)   \
  APPLY(optimizerF32)                    \
  APPLY(averageF32)                      \
  APPLY(rowSquaresF64)                   \
  APPLY(rowMomentsF64)

using Kernel = void (*)(Call);

struct NamedKernel {
  const char* name;
  Kernel run;
};

#define COUNT_KERNEL(NAME) +1
constexpr int KERNEL_COUNT = 0 FOR_EACH_KERNEL(COUNT_KERNEL);
#undef COUNT_KERNEL

/** The kernels compiled for one set of instructions. */
struct Variant {
  const char* name;
  NamedKernel kernels[KERNEL_COUNT];
};

extern const Variant avx512Variant;
extern const Variant avx2Variant;
extern const Variant neonVariant;
extern const Variant portableVariant;
