import { shapeOf } from '../experiment/dataset-description'
import type { EarlierRun } from '../experiment/rate-advice'
import { validationCount } from '../experiment/validation-count'
import type { RunCurves } from '../records/run-record'
import type { RunSummary } from '../records/run-summary'
import { type VerdictFix, verdictFixes } from './verdict-fixes'
import type { VerdictKind } from './verdict-kind'

/** What is worth knowing beside the verdict; the window has a sentence for each. */
type VerdictNote =
  | 'gap'
  | 'still-improving'
  | 'short'
  | 'no-validation'
  | 'stopped-by-user'
  | 'stopped-by-rule'
  | 'interrupted'
  | 'layer'

interface VerdictSentence {
  readonly code: VerdictNote
  readonly values: Readonly<Record<string, number>>
}

export interface RunVerdict {
  readonly kind: VerdictKind
  readonly tone: 'good' | 'warning' | 'bad'
  /** Whose images the accuracy was measured on. */
  readonly basis: 'validation' | 'training'
  /** What the sentence needs: shares between 0 and 1, counts, and points of a hundred. */
  readonly values: Readonly<Record<string, number>>
  readonly notes: readonly VerdictSentence[]
  /** What to try next, the most promising first. */
  readonly fixes: readonly VerdictFix[]
}

/** What a run is judged by. Test figures are not among it: what is tried next must not be chosen by them. */
export interface JudgedRun {
  readonly record: RunSummary['record']
  readonly doubt: RunSummary['doubt']
  /** null where there are none, or where they could not be read: then only the figures of the end are judged. */
  readonly curves: RunCurves | null
  /** What is known of earlier runs, for advice on the learning rate. */
  readonly earlier: readonly EarlierRun[]
}

/** Below this many times chance a network has not begun to tell classes apart; never more than half way to knowing them all. */
const GUESSING = 1.5
/** A network without a hidden layer reaches about 0.84 on Fashion-MNIST: far below that something is wrong. */
const WEAK = 0.75
const LINEAR_ACCURACY = 0.84
/** A fall from the best evaluation that is no noise. */
const COLLAPSE = 0.05
/** Well regularized networks of the lab end with a gap of 0.06 to 0.08 (docs/results.md). */
const WIDE_GAP = 0.09
/** A smaller gap is overfitting too where the validation loss has climbed by this much from its lowest. */
const NOTABLE_GAP = 0.04
const CLIMB = 1.5
/** From here on the gap is mentioned, although it harms nothing. */
const MENTIONED_GAP = 0.03
/** How much better the last fifth of the evaluations must be than the fifth before it. */
const STILL_BETTER = 0.004
const FEWEST_EVALUATIONS = 5
/** With fewer epochs a network has not even seen every image. */
const SHORT = 1
const COULD_GO_ON: ReadonlySet<VerdictKind> = new Set(['fine', 'weak', 'guessing', 'overfitting'])

type Tone = RunVerdict['tone']
const TONES: Readonly<Record<VerdictKind, Tone>> = {
  doubted: 'warning',
  diverged: 'bad',
  unmeasured: 'warning',
  guessing: 'bad',
  collapsed: 'bad',
  weak: 'warning',
  overfitting: 'warning',
  partial: 'warning',
  early: 'good',
  fine: 'good',
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Points of a hundred with one decimal, as people say a difference of two percentages. */
const points = (share: number): number => Math.round(share * 1000) / 10

/**
 * Whether the accuracy was still rising when training ended: over the images that are kept back, or else over the batches. A rate that
 * falls towards the end lifts every curve, so then nothing is said.
 */
function isStillImproving({ record, curves }: JudgedRun): boolean {
  if (curves === null) return false
  const { validation, training } = curves
  if ((training.learningRate.at(-1) ?? 0) < record.experiment.plan.learningRate / 2) return false
  const accuracy = validation.accuracy.length >= FEWEST_EVALUATIONS ? validation.accuracy : training.accuracy
  if (accuracy.length < FEWEST_EVALUATIONS) return false
  const part = Math.max(1, Math.floor(accuracy.length / 5))
  return mean(accuracy.slice(-part)) - mean(accuracy.slice(-2 * part, -part)) >= STILL_BETTER
}

/** How often training went over its images. */
function epochsOf({ record }: JudgedRun): number {
  const { batchSize, validationShare } = record.experiment.plan
  const { trainImages } = shapeOf(record.dataset)
  const images = trainImages - validationCount(trainImages, validationShare)
  return (record.iterations * batchSize) / images
}

interface Best {
  readonly accuracy: number
  readonly iteration: number
}

function bestEvaluation({ curves }: JudgedRun): Best | null {
  if (curves === null || curves.validation.accuracy.length === 0) return null
  const { accuracy, iteration } = curves.validation
  const best = Math.max(...accuracy)
  return { accuracy: best, iteration: iteration[accuracy.indexOf(best)] ?? 0 }
}

/** How far the last validation loss lies above the lowest, as a factor. */
function climbOfLoss({ record, curves }: JudgedRun): number {
  const losses = curves?.validation.loss ?? []
  const last = record.validationLoss ?? losses.at(-1) ?? 0
  const lowest = Math.min(...losses)
  return lowest > 0 && Number.isFinite(lowest) ? last / lowest : 1
}

function isOverfitting(run: JudgedRun, gap: number): boolean {
  return gap >= WIDE_GAP || (gap >= NOTABLE_GAP && climbOfLoss(run) >= CLIMB)
}

type Found = Pick<RunVerdict, 'kind' | 'values'>

/** What the figures say, however the run ended; null where they are as they should be. */
function faultOfFigures(run: JudgedRun): Found | null {
  const { trainAccuracy, validationAccuracy } = run.record
  const accuracy = validationAccuracy ?? trainAccuracy
  if (accuracy === null) return { kind: 'unmeasured', values: {} }
  const best = bestEvaluation(run)
  if (best !== null && best.accuracy - accuracy >= COLLAPSE)
    return { kind: 'collapsed', values: { accuracy, best: best.accuracy, iteration: best.iteration } }
  const chance = 1 / run.record.experiment.design.output
  if (accuracy < Math.min(GUESSING * chance, (1 + chance) / 2))
    return { kind: 'guessing', values: { accuracy, chance } }
  if (run.record.dataset === undefined && accuracy < WEAK)
    return { kind: 'weak', values: { accuracy, linear: LINEAR_ACCURACY } }
  const gap = trainAccuracy === null || validationAccuracy === null ? 0 : trainAccuracy - validationAccuracy
  if (isOverfitting(run, gap)) return { kind: 'overfitting', values: { accuracy, points: points(gap) } }
  return null
}

function whatCame(run: JudgedRun): Found {
  const { record, doubt } = run
  if (doubt !== null) return { kind: 'doubted', values: {} }
  if (record.stopReason === 'diverged')
    return { kind: 'diverged', values: { iteration: record.divergence?.iteration ?? record.iterations } }
  const fault = faultOfFigures(run)
  if (fault !== null) return fault
  const values = { accuracy: record.validationAccuracy ?? record.trainAccuracy ?? 0 }
  if (record.stopReason === 'early-stopping') return { kind: 'early', values }
  return { kind: record.stopReason === 'completed' ? 'fine' : 'partial', values }
}

/** The number of a layer that a parameter table names as `layers.1`, counted from 1. */
const layerNumber = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0) + 1

function noteOfEnd({ record }: JudgedRun): readonly VerdictSentence[] {
  const values = { iterations: record.iterations, planned: record.plannedIterations }
  switch (record.stopReason) {
    case 'stopped':
      return [{ code: 'stopped-by-user', values }]
    case 'early-stopping':
      return [{ code: 'stopped-by-rule', values }]
    case 'interrupted':
      return [{ code: 'interrupted', values }]
    case 'diverged':
      if (record.divergence === null) return []
      return [{ code: 'layer', values: { layer: layerNumber(record.divergence.layer) } }]
    default:
      return []
  }
}

function notesOf(run: JudgedRun, kind: VerdictKind, improving: boolean): readonly VerdictSentence[] {
  if (kind === 'doubted') return []
  const { trainAccuracy, validationAccuracy } = run.record
  const gap = trainAccuracy === null || validationAccuracy === null ? 0 : trainAccuracy - validationAccuracy
  const isGood = TONES[kind] === 'good' || kind === 'partial'
  const isPoor = kind === 'guessing' || kind === 'weak'
  const epochs = epochsOf(run)
  return [
    ...noteOfEnd(run),
    ...(isGood && gap >= MENTIONED_GAP ? [{ code: 'gap' as const, values: { points: points(gap) } }] : []),
    ...(improving ? [{ code: 'still-improving' as const, values: {} }] : []),
    ...(isPoor && epochs < SHORT ? [{ code: 'short' as const, values: { epochs } }] : []),
    ...(isGood && validationAccuracy === null ? [{ code: 'no-validation' as const, values: {} }] : []),
  ]
}

/**
 * What came of a run that has ended, what is worth knowing beside it, and what to try next.
 *
 * The record decides, the curves add what only they know. A record that is not believed gets no verdict on its figures.
 */
export function runVerdict(run: JudgedRun): RunVerdict {
  const { kind, values } = whatCame(run)
  const { experiment, dataset, validationAccuracy } = run.record
  const improving = COULD_GO_ON.has(kind) && isStillImproving(run)
  const tooShort = improving || epochsOf(run) < SHORT
  return {
    kind,
    tone: TONES[kind],
    basis: validationAccuracy === null ? 'training' : 'validation',
    values,
    notes: notesOf(run, kind, improving),
    fixes: verdictFixes({ kind, experiment, dataset, earlier: run.earlier, tooShort }),
  }
}
