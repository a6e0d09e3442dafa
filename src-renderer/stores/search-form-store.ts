import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { shapeOf } from '#shared/experiment/dataset-description'
import type { Experiment } from '#shared/experiment/experiment'
import { fittedExperiment } from '#shared/experiment/fitted-experiment'
import { LIMITS } from '#shared/experiment/limits'
import { gridAxes } from '#shared/search/grid-axes'
import { gridSize } from '#shared/search/grid-sampler'
import type { SamplerSpec } from '#shared/search/sampler-spec'
import { SEARCH_PRESETS } from '#shared/search/search-presets'
import type { Range, SearchSpace } from '#shared/search/search-space'
import { isOrdered, parseSearch, SEARCH_FORMAT, type SearchSpec } from '#shared/search/search-spec'
import { SEARCHABLE_FIELDS } from '#shared/search/searchable-fields'
import { isSlice, type Slice } from '#shared/search/slice'
import { type Halving } from '#shared/search/successive-halving'
import type { ChosenDataset } from '../lib/chosen-dataset'
import { defaultRange } from '../lib/default-range'
import { valueAt } from '../lib/object-path'

export type SamplerKind = SamplerSpec['kind']

/** A comparison at a ninth and a third of the training, of which a third goes on each time. */
const REDUCTION = 3
const FIRST_SHARE = 1 / 9

const WHOLE: Slice = { part: 1, parts: 1 }

/** Kept back for validation where the base keeps nothing: without it no trial could be ranked. */
const VALIDATION_SHARE = 0.2

interface SearchForm {
  readonly name: string
  /** Whether the name is somebody's own, and so stays when another search comes into the form. */
  readonly isNamed: boolean
  readonly base: Experiment
  readonly dataset: ChosenDataset | null
  readonly space: SearchSpace
  readonly sampler: SamplerKind
  readonly samplerSeed: number
  /** Values along each range of a grid. */
  readonly points: number
  readonly trials: number
  readonly seedCount: number
  readonly rankBy: SearchSpec['rankBy']
  /** Whether trials that fall behind are stopped early, and where they are compared. */
  readonly isHalved: boolean
  readonly halving: Halving
  /** The part of the search that this computer takes: one of one is all of it. */
  readonly slice: Slice
}

function withValidation(base: Experiment): Experiment {
  if (base.plan.validationShare > 0) return base
  return { ...base, plan: { ...base.plan, validationShare: VALIDATION_SHARE } }
}

function defaultHalving({ plan }: Experiment): Halving {
  return { least: Math.max(1, Math.round(plan.iterations * FIRST_SHARE)), reduction: REDUCTION }
}

function formOf(spec: SearchSpec, dataset: ChosenDataset | null): SearchForm {
  const { name, base, space, sampler, trials, seeds, rankBy } = spec
  return {
    name,
    isNamed: false,
    base,
    dataset,
    space,
    sampler: sampler.kind,
    samplerSeed: sampler.kind === 'grid' ? 1 : sampler.seed,
    points: sampler.kind === 'grid' ? sampler.points : 4,
    trials,
    seedCount: seeds.length,
    rankBy,
    isHalved: spec.halving !== undefined,
    halving: spec.halving ?? defaultHalving(base),
    slice: WHOLE,
  }
}

function firstForm(): SearchForm {
  const [preset] = SEARCH_PRESETS
  if (preset === undefined) throw new Error('The form of a search needs a preset to start from.')
  return formOf(preset.spec, null)
}

function samplerOf({ sampler, samplerSeed: seed, points, trials }: SearchForm): SamplerSpec {
  switch (sampler) {
    case 'grid':
      return { kind: sampler, points }
    case 'latin-hypercube':
      return { kind: sampler, points: Math.max(2, trials), seed }
    default:
      return { kind: sampler, seed }
  }
}

function seedsOf({ base, seedCount }: SearchForm): readonly number[] {
  const count = Number.isInteger(seedCount) ? Math.min(Math.max(0, seedCount), 100) : 0
  return Array.from({ length: count }, (_, index) => (base.plan.seed + index) % (LIMITS.seed + 1))
}

/** A grid tries all of its points; null where it has no size yet. */
function gridTrials({ space, points }: SearchForm): number | null {
  if (Object.values(space).some(({ kind }) => kind === 'widths')) return null
  const size = gridSize(gridAxes(space, points))
  return Number.isSafeInteger(size) ? size : null
}

/** The search that the form shows; it outlives leaving the page. */
export const useSearchFormStore = defineStore('search-form', () => {
  const form = shallowRef<SearchForm>(firstForm())
  /** Whether images were kept back that the base would have trained on. */
  const keptBack = shallowRef(false)

  const trials = computed(() =>
    form.value.sampler === 'grid' ? (gridTrials(form.value) ?? form.value.trials) : form.value.trials,
  )
  const parsed = computed(() => {
    const { name, base, space, rankBy, isHalved, halving } = form.value
    const sampler = samplerOf(form.value)
    const seeds = seedsOf(form.value)
    return parseSearch({
      ...{ format: SEARCH_FORMAT, version: 1 },
      ...{ name, base, space, sampler, trials: trials.value, seeds, rankBy },
      ...(isHalved ? { halving } : {}),
    })
  })
  /** The part to start; null for all, undefined where the numbers name none. */
  const slice = computed<Slice | null | undefined>(() => {
    const { slice: wanted } = form.value
    if (parsed.value.ok && isOrdered(parsed.value.spec)) return null
    if (!isSlice(wanted)) return undefined
    return wanted.parts === 1 ? null : wanted
  })
  const problems = computed(() => (parsed.value.ok ? [] : parsed.value.problems))
  /** The search as it would be started; null while something is wrong. */
  const valid = computed<SearchSpec | null>(() => (parsed.value.ok ? parsed.value.spec : null))

  function change(part: Partial<SearchForm>): void {
    form.value = { ...form.value, ...part }
  }

  const setName = (name: string): void => change({ name, isNamed: name !== '' })
  /** Changes what is searched: the name of a preset tells of it no more. */
  function changeSearch(part: Partial<SearchForm>): void {
    change({ ...part, ...(form.value.isNamed ? {} : { name: '' }) })
  }

  /** Another experiment to search around. Settings that it has not got are still tried where a rule of theirs is. */
  function takeBase(base: Experiment, dataset: ChosenDataset | null): void {
    keptBack.value = base.plan.validationShare === 0
    const { isHalved, halving } = form.value
    const fits = isHalved && halving.least < base.plan.iterations
    changeSearch({
      base: withValidation(fittedExperiment(base, shapeOf(dataset))),
      dataset,
      halving: fits ? halving : defaultHalving(base),
    })
  }

  /** Puts a whole search into the form. */
  function load(spec: SearchSpec, dataset: ChosenDataset | null): void {
    keptBack.value = false
    form.value = formOf(spec, dataset)
  }

  function tryField(path: string): void {
    const field = SEARCHABLE_FIELDS.get(path)
    if (field === undefined) return
    const range = defaultRange(field, valueAt(form.value.base, path))
    changeSearch({ space: { ...form.value.space, [path]: range } })
  }

  function setRange(path: string, range: Range): void {
    change({ space: { ...form.value.space, [path]: range } })
  }

  function removeRange(path: string): void {
    changeSearch({
      space: Object.fromEntries(Object.entries(form.value.space).filter(([other]) => other !== path)),
    })
  }

  const problemsAt = (path: string): readonly string[] =>
    problems.value
      .filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`))
      .map(({ message }) => message)

  return {
    ...{ form, trials, problems, valid, slice, keptBack, change, setName },
    ...{ takeBase, load, tryField, setRange, removeRange, problemsAt },
  }
})
