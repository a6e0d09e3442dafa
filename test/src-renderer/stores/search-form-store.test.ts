import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { findPreset } from '#shared/experiment/presets'
import { SEARCHABLE_FIELDS } from '#shared/search/searchable-fields'
import { rangeKinds } from '../../../src-renderer/lib/default-range'
import { withKind } from '../../../src-renderer/pages/search/range-kinds'
import { useSearchFormStore } from '../../../src-renderer/stores/search-form-store'

const quickLook = findPreset('quick-look')?.experiment
if (quickLook === undefined) throw new Error('The preset is gone.')
const paths = [...SEARCHABLE_FIELDS.keys()]

describe('the form of a search', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('begins with the weight decay of the final network, ready to start', () => {
    const store = useSearchFormStore()
    expect(store.valid?.name).toBe('weight decay')
    expect(Object.keys(store.form.space)).toEqual(['plan.weightDecay'])
  })

  it.each(paths)('offers a range for %s that can be searched, and so can every other kind of it', (path) => {
    const store = useSearchFormStore()
    store.takeBase(quickLook, null)
    store.removeRange('plan.weightDecay')
    store.tryField(path)
    const isOfAnotherRule = store
      .problemsAt(`space.${path}`)
      .some((text) => text.endsWith('of a rule that no trial has.'))
    if (isOfAnotherRule) return
    expect(store.problems).toEqual([])
    const field = SEARCHABLE_FIELDS.get(path)
    for (const kind of field === undefined ? [] : rangeKinds(field)) {
      store.setRange(path, withKind(store.form.space[path], kind))
      // A logarithm has no place for 0; all else that the form offers can be searched.
      const problems = store
        .problemsAt(`space.${path}`)
        .filter((text) => !text.includes('is logarithmic and begins at 0'))
      expect(problems, kind).toEqual([])
    }
  })

  it('keeps images back where the base has none, and says so', () => {
    const store = useSearchFormStore()
    store.takeBase({ ...quickLook, plan: { ...quickLook.plan, validationShare: 0 } }, null)
    expect(store.form.base.plan.validationShare).toBe(0.2)
    expect(store.keptBack).toBe(true)
  })

  it('tries every point of a grid', () => {
    const store = useSearchFormStore()
    store.tryField('plan.batchSize')
    store.change({ sampler: 'grid', points: 3 })
    expect(store.valid?.trials).toBe(9)
    store.change({ points: 1000 })
    expect(store.valid).toBeNull()
    expect(store.problems.map(({ message }) => message)).toContain(
      'trials is 1000000, but must be at most 10000.',
    )
  })

  it('has seeds one after the other from that of the base', () => {
    const store = useSearchFormStore()
    store.change({ seedCount: 3 })
    expect(store.valid?.seeds).toEqual([1, 2, 3])
  })

  it('loses the name of a preset with its settings, and keeps a name that somebody gave', () => {
    const store = useSearchFormStore()
    store.tryField('plan.batchSize')
    expect(store.form.name).toBe('')
    store.setName('mine')
    store.tryField('plan.learningRate')
    expect(store.form.name).toBe('mine')
  })
})
