import { type AdviceCode, advise } from '../experiment/advice'
import { type DatasetDescription, shapeOf } from '../experiment/dataset-description'
import type { Experiment, TrainingPlan } from '../experiment/experiment'
import { parseExperiment } from '../experiment/experiment-schema'
import { LIMITS } from '../experiment/limits'
import { OPTIMIZER_ROWS } from '../experiment/optimizers'
import type { EarlierRun } from '../experiment/rate-advice'
import type { VerdictKind } from './verdict-kind'

/** What can be tried after a run: one of the form's own advices, or what only the end of a training shows. */
type FixCode =
  | AdviceCode
  | 'lower-rate'
  | 'raise-rate'
  | 'clip-gradients'
  | 'more-iterations'
  | 'add-dropout'
  | 'mirror-images'
  | 'stop-early'
  | 'keep-validation'
  | 'another-seed'

export interface VerdictFix {
  readonly code: FixCode
  readonly values: Readonly<Record<string, number | string>>
  /** The experiment with this one thing changed. */
  readonly experiment: Experiment
}

export interface FixQuestion {
  readonly kind: VerdictKind
  readonly experiment: Experiment
  /** The data of the run; undefined for Fashion-MNIST. */
  readonly dataset?: DatasetDescription | undefined
  readonly earlier: readonly EarlierRun[]
  /** Whether more iterations alone would have helped. */
  readonly tooShort: boolean
}

/** More would be a list to read, not something to try. */
const MOST_FIXES = 3
const RATE_STEP = 10
const CLIPPING = 1
const DROPOUT = 0.25
const DROPOUT_MORE = 0.4
const PATIENCE = 10
const VALIDATION_SHARE = 0.1
/** Enough for any network to begin to tell classes apart. */
const FEW_EPOCHS = 3

const withPlan = (experiment: Experiment, part: Partial<TrainingPlan>): Experiment => ({
  ...experiment,
  plan: { ...experiment.plan, ...part },
})

/** A rate with the digits that a person would type. */
const rounded = (rate: number): number => Number(rate.toPrecision(2))

const OWN_RATE_FIXES: ReadonlySet<FixCode> = new Set(['lower-rate', 'raise-rate'])
const isAboutRate = (code: FixCode): boolean => code.startsWith('rate-')

function rateFix({ experiment }: FixQuestion): VerdictFix {
  const { learningRate: from, optimizer } = experiment.plan
  const usual = OPTIMIZER_ROWS[optimizer.kind].usualRates
  if (from < usual.from) {
    const to = usual.from
    return {
      code: 'raise-rate',
      values: { from, to },
      experiment: withPlan(experiment, { learningRate: to }),
    }
  }
  const to = rounded(from > usual.to ? usual.to : from / RATE_STEP)
  return { code: 'lower-rate', values: { from, to }, experiment: withPlan(experiment, { learningRate: to }) }
}

function clippingFix({ experiment }: FixQuestion): readonly VerdictFix[] {
  if (experiment.plan.gradientClipping > 0) return []
  const values = { norm: CLIPPING }
  return [
    { code: 'clip-gradients', values, experiment: withPlan(experiment, { gradientClipping: CLIPPING }) },
  ]
}

function longerFix({ experiment, dataset }: FixQuestion): readonly VerdictFix[] {
  const { iterations: from, batchSize } = experiment.plan
  const few = Number(((FEW_EPOCHS * shapeOf(dataset).trainImages) / batchSize).toPrecision(1))
  const to = Math.min(LIMITS.iterations, Math.max(2 * from, few))
  if (to === from) return []
  const values = { from, to }
  return [{ code: 'more-iterations', values, experiment: withPlan(experiment, { iterations: to }) }]
}

function dropoutFix({ experiment }: FixQuestion): readonly VerdictFix[] {
  const { design } = experiment
  const from = design.dropout.kind === 'none' ? 0 : design.dropout.ratio
  const ratio = from < DROPOUT ? DROPOUT : DROPOUT_MORE
  if (design.hidden.length === 0 || from >= DROPOUT_MORE) return []
  const kind = design.activation === 'selu' ? 'alpha' : 'dropout'
  const values = { from, to: ratio }
  const fixed = { ...experiment, design: { ...design, dropout: { kind, ratio } as const } }
  return [{ code: 'add-dropout', values, experiment: fixed }]
}

/** Clothes stay what they are in a mirror; letters and other things may not. */
function mirrorFix({ experiment, dataset }: FixQuestion): readonly VerdictFix[] {
  const { augmentation } = experiment.plan
  if (augmentation.flip || dataset !== undefined) return []
  const fixed = withPlan(experiment, { augmentation: { ...augmentation, flip: true } })
  return [{ code: 'mirror-images', values: {}, experiment: fixed }]
}

/** Needs images that are kept back, or there is nothing by which it could stop. */
function stopEarlyFix({ experiment }: FixQuestion): readonly VerdictFix[] {
  const { earlyStopping, validationShare } = experiment.plan
  if (earlyStopping > 0 || validationShare === 0) return []
  const values = { evaluations: PATIENCE }
  return [{ code: 'stop-early', values, experiment: withPlan(experiment, { earlyStopping: PATIENCE }) }]
}

function validationFix({ experiment }: FixQuestion): readonly VerdictFix[] {
  if (experiment.plan.validationShare > 0) return []
  const values = { share: VALIDATION_SHARE }
  const fixed = withPlan(experiment, { validationShare: VALIDATION_SHARE })
  return [{ code: 'keep-validation', values, experiment: fixed }]
}

function seedFix({ experiment }: FixQuestion): VerdictFix {
  const { seed: from } = experiment.plan
  const to = from === LIMITS.seed ? 0 : from + 1
  return { code: 'another-seed', values: { from, to }, experiment: withPlan(experiment, { seed: to }) }
}

function advised({ experiment, earlier }: FixQuestion): readonly VerdictFix[] {
  return advise(experiment, earlier).map(({ code, values, fix }) => ({ code, values, experiment: fix }))
}

/** The form's advice first, that on the rate before all: it names a cause. One word on the learning rate is enough. */
function afterAdvice(question: FixQuestion, others: readonly VerdictFix[]): readonly VerdictFix[] {
  const advice = advised(question).toSorted(
    (a, b) => Number(isAboutRate(b.code)) - Number(isAboutRate(a.code)),
  )
  const hasRate = advice.some(({ code }) => isAboutRate(code))
  return [...advice, ...others.filter(({ code }) => !(hasRate && OWN_RATE_FIXES.has(code)))]
}

function candidates(question: FixQuestion): readonly VerdictFix[] {
  switch (question.kind) {
    case 'diverged':
      return afterAdvice(question, [rateFix(question), ...clippingFix(question)])
    case 'guessing':
    case 'weak':
      return afterAdvice(
        question,
        question.tooShort ? longerFix(question) : [rateFix(question), ...longerFix(question)],
      )
    case 'collapsed':
      return afterAdvice(question, [rateFix(question), ...stopEarlyFix(question)])
    case 'overfitting':
      return [...dropoutFix(question), ...mirrorFix(question), ...stopEarlyFix(question)]
    case 'fine':
    case 'early':
      return [
        ...(question.tooShort ? longerFix(question) : []),
        ...advised(question),
        ...validationFix(question),
        seedFix(question),
      ]
    case 'doubted':
    case 'unmeasured':
    case 'partial':
      return []
  }
}

/** What to try after a run that came out like this. Each is an experiment that the form would take. */
export function verdictFixes(question: FixQuestion): readonly VerdictFix[] {
  return candidates(question)
    .filter(({ experiment }) => parseExperiment(experiment).ok)
    .slice(0, MOST_FIXES)
}
