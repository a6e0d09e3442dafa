import type { Experiment, NetworkDesign, TrainingPlan } from '#shared/experiment/experiment'
import { NO_DROPOUT } from '#shared/experiment/no-dropout'
import { finalNetwork } from '#shared/experiment/presets'

/** An experiment whose step is measured, and how many steps make a measurement of some seconds on a laptop. */
export interface MeasuredNetwork {
  readonly title: string
  readonly experiment: Experiment
  readonly iterations: number
}

/** Nothing but steps: no image is kept for validation, and no measurement lies between two steps. */
function network(
  title: string,
  iterations: number,
  design: Partial<NetworkDesign> = {},
  plan: Partial<TrainingPlan> = {},
): MeasuredNetwork {
  const experiment = {
    ...finalNetwork,
    design: { ...finalNetwork.design, ...design },
    plan: { ...finalNetwork.plan, validationShare: 0, ...plan, iterations, evaluateEvery: iterations },
  }
  return { title, experiment, iterations }
}

/** What stands for the kinds of steps: the usual one, statistics over the batch, hardly any work, more than any cache holds. */
export const MEASURED_NETWORKS = {
  final: network('the final network (784-256-64-10, batch 512)', 2_500),
  normalized: network('784-512-256-128-10 with batch normalization, batch 512', 1_500, {
    hidden: [512, 256, 128],
    activation: 'relu',
    initialization: 'he',
    batchNormalization: true,
    dropout: NO_DROPOUT,
  }),
  small: network('784-32-10, batch 32', 100_000, { hidden: [32] }, { batchSize: 32 }),
  large: network('784-4096-4096-10, batch 512', 40, { hidden: [4096, 4096], dropout: NO_DROPOUT }),
} as const

export type NetworkName = keyof typeof MEASURED_NETWORKS

/** The experiment of a measured network with another number of steps. */
export function withIterations({ experiment }: MeasuredNetwork, iterations: number): Experiment {
  return { ...experiment, plan: { ...experiment.plan, iterations, evaluateEvery: iterations } }
}
