import * as v from 'valibot'
import type { Experiment } from '../experiment/experiment'
import { problemOfIssue } from '../experiment/experiment-problem'
import { parseExperiment } from '../experiment/experiment-schema'
import { LIMITS } from '../experiment/limits'
import { newerVersion } from '../records/newer-version'
import { halvingProblem } from './halving-problem'
import { rangeProblem } from './range-problem'
import { rangeSchema } from './range-schema'
import { samplerProblem } from './sampler-problem'
import { learns, type SamplerSpec, samplerSpec } from './sampler-spec'
import type { SearchSpace } from './search-space'
import { type Halving, halvingSchema } from './successive-halving'

export const SEARCH_FORMAT = 'our-neural-network/search'

/** What trials can be ranked by; never by the test images, which are for the winner alone. */
const RANKINGS = ['validationAccuracy', 'validationLoss'] as const
export type Ranking = (typeof RANKINGS)[number]

export const SEARCH_LIMITS = {
  name: 200,
  trials: 10_000,
  seeds: 100,
  /** Trials times seeds. */
  runs: 10_000,
  /** Settings that a search tries at once. */
  settings: 40,
} as const

/** A search as a person writes it: what is tried, around which experiment, and how the best is known. */
export interface SearchSpec {
  readonly format: typeof SEARCH_FORMAT
  readonly version: 1
  readonly name: string
  /** What every trial is, but for the settings that are tried. */
  readonly base: Experiment
  readonly space: SearchSpace
  readonly sampler: SamplerSpec
  /** How many points are tried. */
  readonly trials: number
  /** Seeds with which each point is trained; it is ranked by the mean. */
  readonly seeds: readonly number[]
  readonly rankBy: Ranking
  /** Trials that fall behind are stopped early; absent where each is trained to its end. */
  readonly halving?: Halving | undefined
}

/** One fault of a spec: where, and a sentence. */
interface SearchProblem {
  readonly path: string
  readonly message: string
}

export type ParsedSearch =
  | { readonly ok: true; readonly spec: SearchSpec }
  | { readonly ok: false; readonly problems: readonly SearchProblem[] }

const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.seed))

const searchSchema = v.strictObject({
  format: v.literal(SEARCH_FORMAT),
  version: v.literal(1),
  name: v.optional(v.pipe(v.string(), v.maxLength(SEARCH_LIMITS.name)), ''),
  base: v.looseObject({}),
  space: v.pipe(v.record(v.string(), rangeSchema), v.maxEntries(SEARCH_LIMITS.settings)),
  sampler: samplerSpec,
  trials: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(SEARCH_LIMITS.trials)),
  seeds: v.optional(v.pipe(v.array(seed), v.minLength(1), v.maxLength(SEARCH_LIMITS.seeds))),
  rankBy: v.optional(v.picklist(RANKINGS), 'validationAccuracy'),
  halving: v.optional(halvingSchema),
})

type Shape = v.InferOutput<typeof searchSchema>

function shapeProblem(issue: v.BaseIssue<unknown>): SearchProblem {
  const path = (issue.path ?? []).map(({ key }) => String(key)).join('.')
  const isUnknown = issue.expected === 'never'
  if (isUnknown) return { path, message: `${path} is not a field of a search.` }
  if (path === 'rankBy' && String(issue.input).startsWith('test'))
    return {
      path,
      message:
        'A search is never ranked by the test images: rankBy must be validationAccuracy or validationLoss.',
    }
  if (issue.type === 'min_length') return { path, message: `${path} is empty.` }
  if (issue.type === 'max_entries')
    return {
      path,
      message: `${path} has too many settings: at most ${SEARCH_LIMITS.settings} can be tried at once.`,
    }
  return { path, message: problemOfIssue(issue).message }
}

function samplerProblems({ space, sampler, trials }: Shape): readonly SearchProblem[] {
  const message = samplerProblem(space, sampler, trials)
  return message === null ? [] : [{ path: 'sampler', message }]
}

function halvingProblems(shape: Shape, base: Experiment): readonly SearchProblem[] {
  if (shape.halving === undefined) return []
  const { seeds = [base.plan.seed] } = shape
  const message = halvingProblem(shape.halving, base.plan.iterations, shape.space, seeds.length)
  return message === null ? [] : [{ path: 'halving', message }]
}

function validationProblem({ base, space }: Pick<SearchSpec, 'base' | 'space'>): readonly SearchProblem[] {
  const path = 'base.plan.validationShare'
  // One experiment with several seeds is ranked by nothing.
  if (Object.keys(space).length === 0) return []
  if (base.plan.validationShare > 0 || space['plan.validationShare'] !== undefined) return []
  return [
    {
      path,
      message: `${path} is 0, but trials are ranked by images that they were not trained on: keep some for validation, such as 0.2.`,
    },
  ]
}

function countProblems(trials: number, seeds: readonly number[]): readonly SearchProblem[] {
  if (new Set(seeds).size < seeds.length) return [{ path: 'seeds', message: 'seeds names a seed twice.' }]
  const runs = trials * seeds.length
  if (runs <= SEARCH_LIMITS.runs) return []
  return [
    {
      path: 'trials',
      message: `The search has ${runs} runs (${trials} trials with ${seeds.length} seeds each), but at most ${SEARCH_LIMITS.runs} are possible.`,
    },
  ]
}

/** What is wrong although every field has its shape. */
function problemsOf(shape: Shape, base: Experiment): readonly SearchProblem[] {
  const { space, trials, seeds = [base.plan.seed] } = shape
  const ranges = Object.entries(space).flatMap(([path, range]) => {
    const problem = rangeProblem(base, space, path, range)
    return problem === null ? [] : [{ path: `space.${path}`, message: `The range of ${path} ${problem}` }]
  })
  const samplers = ranges.length > 0 ? [] : samplerProblems(shape)
  return [
    ...ranges,
    ...samplers,
    ...halvingProblems(shape, base),
    ...validationProblem({ base, space }),
    ...countProblems(trials, seeds),
  ]
}

/** Reads a search from anywhere: form, file, command or library. Every fault is told. */
export function parseSearch(input: unknown): ParsedSearch {
  const newer = newerVersion(input, SEARCH_FORMAT)
  if (newer !== null) return { ok: false, problems: [{ path: 'version', message: newer }] }
  const result = v.safeParse(searchSchema, input)
  if (!result.success) return { ok: false, problems: result.issues.map(shapeProblem) }
  const shape = result.output
  const base = parseExperiment(shape.base)
  if (!base.ok)
    return {
      ok: false,
      problems: base.problems.map(({ path, message }) => ({
        path: `base.${path}`,
        message: `The base cannot be used: ${message}`,
      })),
    }
  const problems = problemsOf(shape, base.experiment)
  if (problems.length > 0) return { ok: false, problems }
  const { seeds = [base.experiment.plan.seed] } = shape
  return { ok: true, spec: { ...shape, base: base.experiment, seeds } }
}

/** Whether what is tried, or how long, follows from what came of other trials: then their order is part of the search. */
export function isOrdered({ sampler, halving }: SearchSpec): boolean {
  return learns(sampler) || halving !== undefined
}
