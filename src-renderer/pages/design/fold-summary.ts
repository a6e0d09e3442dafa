import type { Experiment } from '#shared/design/experiment'
import { valueAt } from '../../components/object-path'

export interface SummaryItem {
  readonly path: string
  readonly value: string | number | boolean
}

/** Paths whose values a folded section shows, with the value that says "not in use". */
export const NEUTRAL: Readonly<Record<string, string | number | boolean | null>> = {
  'design.initializationDraw': 'normal',
  'design.batchNormalization': false,
  'plan.optimizer.momentum': null,
  'plan.optimizer.decay': null,
  'plan.optimizer.beta1': null,
  'plan.optimizer.beta2': null,
  'plan.optimizer.epsilon': null,
  'plan.optimizer.momentumDecay': null,
  'plan.schedule.up': null,
  'plan.schedule.start': 0,
  'plan.schedule.end': 0,
  'plan.schedule.tail': 0,
  'plan.schedule.final': 0,
  'plan.schedule.warmUp': 0,
  'plan.schedule.every': null,
  'plan.schedule.factor': null,
  'plan.scaling': null,
  'plan.validationShare': 0,
  'plan.sampling': 'permutation',
  'plan.augmentation.shift': 0,
  'plan.augmentation.flip': false,
  'plan.weightDecay': 0,
  'plan.labelSmoothing': 0,
  'plan.gradientClipping': 0,
  'plan.averaging': 0,
  'plan.earlyStopping': 0,
  'plan.evaluateEvery': 0,
}

/** Fields of a section that are in use: they exist and differ from their neutral value. */
export function inUse(experiment: Experiment, paths: readonly string[]): readonly SummaryItem[] {
  return paths.flatMap((path) => {
    const value = valueAt(experiment, path)
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return []
    return value === NEUTRAL[path] ? [] : [{ path, value }]
  })
}
