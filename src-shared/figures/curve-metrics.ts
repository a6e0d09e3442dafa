import { FAR, FAR_ACCURACY } from './value-range'

/** How the curves of a run are drawn outside of the window: what is far from all others, and how a tick reads. */
export const CURVE_METRICS = {
  accuracy: {
    far: FAR_ACCURACY,
    format: (value: number): string => `${Number((100 * value).toPrecision(6))} %`,
  },
  loss: { far: FAR, format: (value: number): string => String(Number(value.toPrecision(6))) },
} as const

export type CurveMetric = keyof typeof CURVE_METRICS
