import { completePlan } from './complete-plan'
import { DATA_SHAPE } from './data-shape'
import type { Experiment, NetworkDesign, TrainingPlan } from './experiment'
import { EXPERIMENT_FORMAT } from './experiment'
import { NO_DROPOUT } from './no-dropout'
import { OPTIMIZER_DEFAULTS } from './optimizer-defaults'
import { REFERENCE_ROWS } from './reference-rows'
import { SCHEDULE_DEFAULTS } from './schedule-defaults'

export interface Preset {
  readonly id: string
  /** Key of the title in the locale files: `presets.final-network`; the rows of the reference project share one with their number. */
  readonly titleKey: string
  /** English title, for the command. */
  readonly title: string
  readonly experiment: Experiment
}

/** The reference project's final network. */
const finalDesign: NetworkDesign = {
  input: DATA_SHAPE.pixels,
  hidden: [256, 64],
  output: DATA_SHAPE.classes,
  activation: 'selu',
  initialization: 'lecun',
  initializationDraw: 'normal',
  batchNormalization: false,
  dropout: { kind: 'alpha', ratio: 0.25 },
}

const finalPlan = completePlan({
  seed: 1,
  scaling: 'standardize',
  validationShare: 0.1,
  iterations: 10_000,
  batchSize: 512,
  optimizer: OPTIMIZER_DEFAULTS.momentum,
  learningRate: 0.3,
  schedule: SCHEDULE_DEFAULTS['one-cycle'],
  weightDecay: 0.000002,
})

const bestDesign: NetworkDesign = {
  ...finalDesign,
  hidden: [1024, 256],
  activation: 'relu',
  initialization: 'he',
  batchNormalization: true,
  dropout: NO_DROPOUT,
}

/** Chosen on the validation part, by two searches; docs/results.md lists what was tried. */
const bestPlan: TrainingPlan = {
  ...finalPlan,
  iterations: 8_000,
  learningRate: 0.4,
  weightDecay: 0.00006,
  labelSmoothing: 0.1,
  augmentation: { shift: 1, flip: true },
  averaging: 0.998,
}

function preset(id: string, title: string, design: NetworkDesign, plan: TrainingPlan): Preset {
  const experiment: Experiment = { format: EXPERIMENT_FORMAT, version: 1, design, plan }
  return { id, titleKey: `presets.${id}`, title, experiment }
}

function referencePreset({ id, experiment }: (typeof REFERENCE_ROWS)[number]): Preset {
  const name = id.slice('reference-'.length)
  const title =
    name === 'final'
      ? 'Reference project: its final network, as recorded'
      : `Reference project: row ${name}, as recorded`
  return { id, titleKey: `presets.${id}`, title, experiment }
}

/** The final network as the lab trains it. */
export const finalNetwork: Experiment = {
  format: EXPERIMENT_FORMAT,
  version: 1,
  design: finalDesign,
  plan: finalPlan,
}

const OWN_PRESETS: readonly Preset[] = [
  preset('final-network', 'Final network', finalDesign, finalPlan),
  preset('best-of-the-lab', 'Best of the lab', bestDesign, bestPlan),
  preset('quick-look', 'Quick look', finalDesign, { ...finalPlan, iterations: 600 }),
]

/** Experiments to start from, the most useful first. */
export const PRESETS: readonly Preset[] = [...OWN_PRESETS, ...REFERENCE_ROWS.map(referencePreset)]

/** The preset of that id, or undefined where there is none. */
export function findPreset(id: string): Preset | undefined {
  return PRESETS.find((candidate) => candidate.id === id)
}
