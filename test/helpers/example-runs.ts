import type { Experiment, NetworkDesign, TrainingPlan } from '#shared/experiment/experiment'
import { parameterCount } from '#shared/experiment/parameter-count'
import { findPreset } from '#shared/experiment/presets'
import { NO_ANNOTATIONS, type RunAnnotations } from '#shared/records/annotations'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { RUN_FORMAT, type RunRecord } from '#shared/records/run-record'
import type { RunSummary } from '#shared/records/run-summary'

interface Parts {
  readonly design?: Partial<NetworkDesign>
  readonly plan?: Partial<TrainingPlan>
  readonly record?: Partial<Omit<RunRecord, 'experiment' | 'predictions'>>
  readonly annotations?: Partial<RunAnnotations>
  readonly summary?: Partial<Omit<RunSummary, 'record' | 'annotations'>>
}

/** The final network of the reference project, with what a test changes. */
export function exampleExperiment(
  design: Partial<NetworkDesign> = {},
  plan: Partial<TrainingPlan> = {},
): Experiment {
  const preset = findPreset('final-network')
  if (preset === undefined) throw new Error('The preset final-network is gone.')
  const { experiment } = preset
  return { ...experiment, design: { ...experiment.design, ...design }, plan: { ...experiment.plan, ...plan } }
}

/** A completed run of this computer, with what a test changes. */
export function exampleRun(id: string, parts: Parts = {}): RunSummary {
  const experiment = exampleExperiment(parts.design, parts.plan)
  const record: RunSummary['record'] = {
    format: RUN_FORMAT,
    version: 1,
    id,
    experiment,
    identity: `identity-of-${id}`,
    data: FASHION_MNIST,
    arithmetic: 'f32-fma-1',
    engine: { name: 'wasm', threads: 1 },
    machine: { cores: 2, model: 'Example', platform: 'linux', calibration: 100 },
    author: 'Ada',
    startedAt: '2026-11-01T10:00:00.000Z',
    seconds: 60,
    parameters: parameterCount(experiment.design),
    plannedIterations: experiment.plan.iterations,
    iterations: experiment.plan.iterations,
    stopReason: 'completed',
    divergence: null,
    keptWeights: 'last',
    trainAccuracy: 0.95,
    validationAccuracy: 0.9,
    testAccuracy: 0.89,
    trainLoss: 0.1,
    validationLoss: 0.3,
    testLoss: 0.31,
    weightsSha256: null,
    curvesSha256: null,
    parent: null,
    ...parts.record,
  }
  return {
    record,
    annotations: { ...NO_ANNOTATIONS, ...parts.annotations },
    hasWeights: true,
    hasCheckpoint: false,
    hasPredictions: true,
    origin: 'own',
    replays: [],
    conflict: false,
    goneFromFolder: false,
    doubt: null,
    runningIteration: null,
    ...parts.summary,
  }
}
