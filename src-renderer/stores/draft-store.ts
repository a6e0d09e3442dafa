import { useDebounceFn, useManualRefHistory } from '@vueuse/core'
import { defineStore } from 'pinia'
import * as v from 'valibot'
import { computed, shallowRef, watch } from 'vue'
import { curvesProblem } from '#shared/experiment/curves-size'
import { DESCRIPTION_FIELDS, shapeOf } from '#shared/experiment/dataset-description'
import type { Experiment, NetworkDesign } from '#shared/experiment/experiment'
import type { ExperimentProblem } from '#shared/experiment/experiment-problem'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { fittedExperiment } from '#shared/experiment/fitted-experiment'
import { findPreset, PRESETS } from '#shared/experiment/presets'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import type { ChosenDataset } from '../lib/chosen-dataset'
import { valueAt, withValueAt } from '../lib/object-path'

const STORAGE_KEY = 'our-neural-network/draft'
const DATASET_KEY = 'our-neural-network/draft-data'
/** Changes that can be taken back. */
const MOST_CHANGES = 200
/** Milliseconds without a keystroke after which typing in the same field is a change of its own. */
const PAUSE = 1_000

const chosenDataset = v.object({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  ...DESCRIPTION_FIELDS,
})

/** What changed the form: a field by its path, or something that changes many fields. */
export type DraftChange = string

interface DraftState {
  readonly experiment: Experiment
  /** The data that it is for; null for Fashion-MNIST. */
  readonly dataset: ChosenDataset | null
  /** The run that was cloned into the form. */
  readonly parent: string | null
  readonly change: DraftChange
}

function firstPreset(): Experiment {
  const preset = findPreset('final-network') ?? PRESETS[0]
  if (preset === undefined)
    throw new Error('The list of presets is empty, but the form needs one to start from.')
  return preset.experiment
}

function stored(storage: Storage): Experiment | null {
  try {
    const parsed = parseExperiment(JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null'), { unknown: 'keep' })
    return parsed.ok ? parsed.experiment : null
  } catch {
    return null // Not JSON: someone else's text, and the form starts from its preset.
  }
}

function storedDataset(storage: Storage): ChosenDataset | null {
  try {
    const result = v.safeParse(chosenDataset, JSON.parse(storage.getItem(DATASET_KEY) ?? 'null'))
    return result.success ? result.output : null
  } catch {
    return null
  }
}

function startState(storage: Storage): DraftState {
  const dataset = storedDataset(storage)
  const experiment = stored(storage) ?? firstPreset()
  return {
    experiment: fittedExperiment(experiment, shapeOf(dataset)),
    dataset,
    parent: null,
    change: 'start',
  }
}

/** Half-typed numbers are NaN, which JSON writes as null; no field may be null. */
const isSame = (a: DraftState, b: DraftState): boolean =>
  a.parent === b.parent &&
  a.dataset?.fingerprint === b.dataset?.fingerprint &&
  JSON.stringify(a.experiment) === JSON.stringify(b.experiment)

/** The experiment that the form shows. It outlives page changes and restarts, and every change of it can be taken back. */
export const useDraftStore = defineStore('draft', () => {
  const state = shallowRef<DraftState>(startState(localStorage))
  const history = useManualRefHistory(state, { capacity: MOST_CHANGES })
  const experiment = computed(() => state.value.experiment)
  const parent = computed(() => state.value.parent)
  const dataset = computed(() => state.value.dataset)
  /** Fingerprint of the data. */
  const data = computed(() => dataset.value?.fingerprint ?? FASHION_MNIST)
  watch(dataset, (now) => localStorage.setItem(DATASET_KEY, JSON.stringify(now)))

  const parsed = computed(() => {
    const { trainImages, testImages } = shapeOf(dataset.value)
    return parseExperiment(experiment.value, { unknown: 'keep', images: trainImages + testImages })
  })
  const problems = computed<readonly ExperimentProblem[]>(() => {
    if (!parsed.value.ok) return parsed.value.problems
    const tooLarge = curvesProblem(parsed.value.experiment)
    return tooLarge === null ? [] : [tooLarge]
  })
  /** The experiment as it would be trained; null while a field is wrong. */
  const valid = computed<Experiment | null>(() =>
    parsed.value.ok && problems.value.length === 0 ? parsed.value.experiment : null,
  )
  /** The newest one that could be trained: what drawings show while a field is wrong, and what the next start begins with. */
  const lastValid = shallowRef<Experiment>(valid.value ?? firstPreset())
  watch(valid, (now) => {
    if (now !== null) lastValid.value = now
  })
  watch(lastValid, (now) => localStorage.setItem(STORAGE_KEY, JSON.stringify(now)))

  /** The field that is being typed in, as long as its keystrokes are one change; whether they have changed anything so far. */
  let typing: { readonly change: DraftChange; readonly isCommitted: boolean } | null = null
  const endTyping = (): void => {
    typing = null
  }
  const endTypingLater = useDebounceFn(() => {
    // Nobody wants to come back to half a number.
    if (valid.value !== null) endTyping()
  }, PAUSE)

  function put(next: DraftState): boolean {
    if (isSame(next, state.value)) return false
    state.value = next
    history.commit()
    return true
  }

  /** Puts an experiment into the form, for the data that are chosen or others; `from` is the run that it was cloned from. */
  function load(
    next: Experiment,
    from: string | null = null,
    change: DraftChange = from === null ? 'preset' : 'clone',
    on: ChosenDataset | null = dataset.value,
  ): void {
    endTyping()
    put({ experiment: fittedExperiment(next, shapeOf(on)), dataset: on, parent: from, change })
  }

  /** Chooses the data; the first and the last layer follow. */
  const chooseData = (on: ChosenDataset | null): void => load(experiment.value, parent.value, 'data', on)

  function type(next: Experiment, change: DraftChange): void {
    if (typing?.change === change && typing.isCommitted) history.undo()
    typing = { change, isCommitted: put({ ...state.value, experiment: next, change }) }
    void endTypingLater()
  }

  function changeDesign(part: Partial<NetworkDesign>): void {
    const { design } = experiment.value
    load(
      { ...experiment.value, design: { ...design, ...part } },
      parent.value,
      `design.${Object.keys(part)[0] ?? ''}`,
    )
  }

  /** The value of a field by its path, such as `plan.schedule.up`. */
  const at = (path: string): unknown => valueAt(experiment.value, path)

  /** Types into a field: keystrokes without a long pause are taken back together. */
  const set = (path: string, value: unknown): void => type(withValueAt(experiment.value, path, value), path)
  /** Chooses the value of a field. */
  const choose = (path: string, value: unknown): void =>
    load(withValueAt(experiment.value, path, value), parent.value, path)

  const problemAt = (path: string): ExperimentProblem | undefined =>
    problems.value.find((problem) => problem.path === path)

  function undo(): void {
    endTyping()
    history.undo()
  }
  function redo(): void {
    endTyping()
    history.redo()
  }
  /** What `undo` would take back, and what `redo` would bring again; null for nothing. */
  const undoable = computed<DraftChange | null>(() => (history.canUndo.value ? state.value.change : null))
  const redoable = computed<DraftChange | null>(() => history.redoStack.value[0]?.snapshot.change ?? null)

  return {
    experiment,
    dataset,
    data,
    chooseData,
    parent,
    problems,
    valid,
    lastValid,
    at,
    set,
    choose,
    load,
    changeDesign,
    problemAt,
    undo,
    redo,
    undoable,
    redoable,
  }
})
