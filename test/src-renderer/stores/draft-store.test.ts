import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
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
})
