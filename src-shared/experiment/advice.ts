import type { Experiment, NetworkDesign, TrainingPlan } from './experiment'
import { NO_DROPOUT } from './no-dropout'
import { type EarlierRun, rateAdvice } from './rate-advice'

/** The worst mistakes first: what keeps a network from learning at all comes before what costs it a point. */
export const ADVICE_CODES = [
  'rate-diverged',
  'rate-unusually-high',
  'rate-too-high',
  'rate-unusually-low',
  'raw-input',
  'deep-sigmoid',
  'starved-layer',
  'rate-too-low',
  'selu-he',
  'selu-not-lecun',
  'selu-input',
  'selu-plain-dropout',
  'alpha-dropout-without-selu',
  'selu-batch-normalization',
] as const
export type AdviceCode = (typeof ADVICE_CODES)[number]

/** Something that will not work well: the window has a sentence with the reason for each code. */
export interface Advice {
  readonly code: AdviceCode
  /** The field that it is about. */
  readonly path: string
  /** What the sentence needs. */
  readonly values: Readonly<Record<string, string | number>>
  /** The same experiment with this one thing put right. */
  readonly fix: Experiment
}

const PATHS: Readonly<Record<AdviceCode, string>> = {
  'rate-diverged': 'plan.learningRate',
  'rate-unusually-high': 'plan.learningRate',
  'rate-too-high': 'plan.learningRate',
  'rate-unusually-low': 'plan.learningRate',
  'rate-too-low': 'plan.learningRate',
  'raw-input': 'plan.scaling',
  'selu-input': 'plan.scaling',
  'deep-sigmoid': 'design.activation',
  'starved-layer': 'design.dropout.ratio',
  'selu-he': 'design.initialization',
  'selu-not-lecun': 'design.initialization',
  'selu-plain-dropout': 'design.dropout.kind',
  'alpha-dropout-without-selu': 'design.dropout.kind',
  'selu-batch-normalization': 'design.batchNormalization',
}

/** Advice before it has its place. */
type Found = Omit<Advice, 'path'>

/** From this many hidden layers on the gradients of a sigmoid stack all but vanish. */
const DEEP_SIGMOID = 3
/** With fewer units a class than this left by dropout, a layer cannot carry the classes apart. */
const FEWEST_UNITS_A_CLASS = 1.5
const SMALLEST_RATIO_TO_MIND = 0.1

const withDesign = (experiment: Experiment, part: Partial<NetworkDesign>): Experiment => ({
  ...experiment,
  design: { ...experiment.design, ...part },
})
const withPlan = (experiment: Experiment, part: Partial<TrainingPlan>): Experiment => ({
  ...experiment,
  plan: { ...experiment.plan, ...part },
})

/** SELU keeps mean 0 and variance 1 only under the conditions of "Self-Normalizing Neural Networks" (2017). */
function seluAdvice(experiment: Experiment): readonly Found[] {
  const { design, plan } = experiment
  const advice: Found[] = []
  if (design.activation !== 'selu' || design.hidden.length === 0) return advice
  if (design.dropout.kind === 'dropout') {
    const dropout = { ...design.dropout, kind: 'alpha' as const }
    advice.push({ code: 'selu-plain-dropout', values: {}, fix: withDesign(experiment, { dropout }) })
  }
  if (design.batchNormalization) {
    const fix = withDesign(experiment, { batchNormalization: false })
    advice.push({ code: 'selu-batch-normalization', values: {}, fix })
  }
  if (design.initialization !== 'lecun') {
    const code = design.initialization === 'he' ? 'selu-he' : 'selu-not-lecun'
    advice.push({ code, values: {}, fix: withDesign(experiment, { initialization: 'lecun' }) })
  }
  if (plan.scaling !== 'standardize') {
    advice.push({ code: 'selu-input', values: {}, fix: withPlan(experiment, { scaling: 'standardize' }) })
  }
  return advice
}

function inputAdvice(experiment: Experiment): readonly Found[] {
  const { design, plan } = experiment
  const toldBySelu = design.activation === 'selu' && design.hidden.length > 0
  if (plan.scaling !== 'none' || toldBySelu) return []
  return [{ code: 'raw-input', values: {}, fix: withPlan(experiment, { scaling: 'standardize' }) }]
}

function alphaDropoutAdvice(experiment: Experiment): readonly Found[] {
  const { dropout, activation } = experiment.design
  if (dropout.kind !== 'alpha' || activation === 'selu') return []
  const fix = withDesign(experiment, { dropout: { ...dropout, kind: 'dropout' } })
  return [{ code: 'alpha-dropout-without-selu', values: {}, fix }]
}

function sigmoidAdvice(experiment: Experiment): readonly Found[] {
  const { design, plan } = experiment
  const layers = design.hidden.length
  if (design.activation !== 'sigmoid' || layers < DEEP_SIGMOID || design.batchNormalization) return []
  const kind = design.dropout.kind === 'none' ? 'none' : 'alpha'
  const selfNormalizing = {
    activation: 'selu',
    initialization: 'lecun',
    dropout: { ...design.dropout, kind },
  } as const
  const fix = withPlan(withDesign(experiment, selfNormalizing), { ...plan, scaling: 'standardize' })
  return [{ code: 'deep-sigmoid', values: { layers }, fix }]
}

function starvedLayerAdvice(experiment: Experiment): readonly Found[] {
  const { hidden, dropout, output } = experiment.design
  if (dropout.kind === 'none' || dropout.ratio < SMALLEST_RATIO_TO_MIND || hidden.length === 0) return []
  const width = Math.min(...hidden)
  const kept = width * (1 - dropout.ratio)
  const fewest = FEWEST_UNITS_A_CLASS * output
  if (kept >= fewest) return []
  // The largest ratio in steps of a twentieth that leaves the layer enough; a layer narrower than that gets none.
  const ratio = Math.max(0, Math.floor((1 - fewest / width) * 20) / 20)
  const fixed = ratio === 0 ? NO_DROPOUT : { ...dropout, ratio }
  const values = { width, kept: Math.round(kept), ratio: dropout.ratio }
  return [{ code: 'starved-layer', values, fix: withDesign(experiment, { dropout: fixed }) }]
}

function learningRateAdvice(experiment: Experiment, earlierRuns: readonly EarlierRun[]): readonly Found[] {
  const rate = rateAdvice(experiment, earlierRuns)
  if (rate === null) return []
  const { code, values, learningRate } = rate
  return [{ code, values, fix: withPlan(experiment, { learningRate }) }]
}

/**
 * What will not work well in an experiment, given what is known of earlier runs, the worst first.
 *
 * Advice never forbids: each item says one thing, and its `fix` changes only that, so that a user who wants to see the failure can.
 */
export function advise(experiment: Experiment, earlierRuns: readonly EarlierRun[]): readonly Advice[] {
  return [
    ...learningRateAdvice(experiment, earlierRuns),
    ...seluAdvice(experiment),
    ...inputAdvice(experiment),
    ...alphaDropoutAdvice(experiment),
    ...sigmoidAdvice(experiment),
    ...starvedLayerAdvice(experiment),
  ]
    .map((found) => ({ ...found, path: PATHS[found.code] }))
    .sort((a, b) => ADVICE_CODES.indexOf(a.code) - ADVICE_CODES.indexOf(b.code))
}
