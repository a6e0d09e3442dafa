import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useDraftStore } from '../../../src-renderer/stores/draft-store'
import { exampleExperiment } from '../../helpers/example-runs'

describe('the draft', () => {
  beforeEach(() => {
    localStorage.clear()
    setActivePinia(createPinia())
  })

  it('keeps what was typed, with a problem at its field, and is not valid until it is right', () => {
    const draft = useDraftStore()
    draft.set('plan.batchSize', -5)
    expect([draft.at('plan.batchSize'), draft.valid]).toEqual([-5, null])
    expect(draft.problemAt('plan.batchSize')?.path).toBe('plan.batchSize')
    expect(draft.problemAt('plan.iterations')).toBeUndefined()

    draft.set('plan.batchSize', 32)
    expect(draft.problems).toEqual([])
    expect(draft.valid?.plan.batchSize).toBe(32)
  })

  it('is not valid where its run would leave more evaluations than curves hold', () => {
    const draft = useDraftStore()
    draft.set('plan.iterations', 1_000_000)
    draft.set('plan.evaluateEvery', 1)
    expect(draft.problemAt('plan.evaluateEvery')?.code).toBe('too-many-evaluations')
    expect(draft.valid).toBeNull()

    draft.set('plan.evaluateEvery', 100)
    expect([draft.problems, draft.valid?.plan.evaluateEvery]).toEqual([[], 100])
  })

  it('leaves every other field alone', () => {
    const draft = useDraftStore()
    const { plan } = draft.experiment
    draft.changeDesign({ hidden: [7] })
    expect([draft.at('design.hidden.0'), draft.at('design.hidden.1')]).toEqual([7, undefined])
    expect(draft.experiment.plan).toBe(plan)
  })

  it('knows the run that it was cloned from, until another experiment is loaded', () => {
    const draft = useDraftStore()
    draft.load(exampleExperiment(), 'run')
    expect(draft.parent).toBe('run')
    draft.load(exampleExperiment({ hidden: [3] }))
    expect([draft.parent, draft.experiment.design.hidden]).toEqual([null, [3]])
  })

  it('is there again at the next start, even where it is half typed', async () => {
    useDraftStore().load(exampleExperiment({ hidden: [12, 34] }))
    await nextTick()
    setActivePinia(createPinia())

    expect(useDraftStore().experiment.design.hidden).toEqual([12, 34])
  })

  it('begins the next start with the newest network that could be trained, when a field is half typed', async () => {
    const draft = useDraftStore()
    draft.load(exampleExperiment({ hidden: [12, 34] }))
    await nextTick()
    draft.set('plan.batchSize', Number.NaN)
    await nextTick()
    expect([draft.valid, draft.lastValid.design.hidden]).toEqual([null, [12, 34]])

    setActivePinia(createPinia())
    expect(useDraftStore().valid?.design.hidden).toEqual([12, 34])
  })
})

describe('the history of the draft', () => {
  beforeEach(() => {
    localStorage.clear()
    setActivePinia(createPinia())
    vi.useFakeTimers()
  })
  afterEach(() => vi.useRealTimers())

  it('takes every kind of change back, the newest first, and brings it again', () => {
    const draft = useDraftStore()
    const [start] = [draft.experiment]
    draft.load(exampleExperiment({ hidden: [3] }))
    draft.load(exampleExperiment({ hidden: [4] }), 'run')
    draft.choose('design.batchNormalization', true)
    draft.changeDesign({ hidden: [4, 5] })
    draft.set('plan.learningRate', 0.7)
    const whole = draft.experiment

    const seen = []
    while (draft.undoable !== null) {
      seen.push(draft.undoable)
      draft.undo()
    }
    expect(seen).toEqual([
      'plan.learningRate',
      'design.hidden',
      'design.batchNormalization',
      'clone',
      'preset',
    ])
    expect([draft.experiment, draft.parent]).toEqual([start, null])

    while (draft.redoable !== null) draft.redo()
    expect([draft.experiment, draft.parent]).toEqual([whole, 'run'])
  })

  it('takes keystrokes in one field back together, and after a pause by themselves', () => {
    const draft = useDraftStore()
    const before = draft.experiment.plan.learningRate
    for (const rate of [1, Number.NaN, 1e-4]) draft.set('plan.learningRate', rate)
    vi.advanceTimersByTime(5_000)
    for (const rate of [1e-4, 1e-45]) draft.set('plan.learningRate', rate)

    draft.undo()
    expect(draft.experiment.plan.learningRate).toBe(1e-4)
    draft.undo()
    expect([draft.experiment.plan.learningRate, draft.undoable]).toEqual([before, null])
  })

  it('does not come back to half a number, however long somebody thought about it', () => {
    const draft = useDraftStore()
    const before = draft.experiment.plan.learningRate
    draft.set('plan.learningRate', Number.NaN)
    vi.advanceTimersByTime(60_000)
    draft.set('plan.learningRate', 1e-4)

    draft.undo()
    expect([draft.experiment.plan.learningRate, draft.undoable]).toEqual([before, null])
  })

  it('holds fields apart, even where they are typed without a pause', () => {
    const draft = useDraftStore()
    draft.set('plan.iterations', 700)
    draft.set('plan.batchSize', 64)
    draft.undo()
    expect([draft.experiment.plan.iterations, draft.undoable]).toEqual([700, 'plan.iterations'])
  })

  it('keeps no step for what changes nothing, and loses none before it', () => {
    const draft = useDraftStore()
    draft.set('plan.iterations', 700)
    const rate = draft.experiment.plan.learningRate
    for (const typed of [9, rate, rate]) draft.set('plan.learningRate', typed)
    draft.load(draft.experiment)

    expect(draft.undoable).toBe('plan.iterations')
    expect(draft.experiment.plan.iterations).toBe(700)
  })

  it('forgets what was taken back when something else is done', () => {
    const draft = useDraftStore()
    draft.set('plan.iterations', 700)
    draft.undo()
    draft.set('plan.iterations', 800)
    expect(draft.redoable).toBeNull()
    draft.undo()
    expect(draft.experiment.plan.iterations).not.toBe(700)
  })
})
