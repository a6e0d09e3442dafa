import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { i18n } from '../../../../src-renderer/locales/i18n'
import AdviceStrip from '../../../../src-renderer/pages/design/AdviceStrip.vue'
import ExperimentForm from '../../../../src-renderer/pages/design/ExperimentForm.vue'
import { useAdviceStore } from '../../../../src-renderer/stores/advice-store'
import { useDraftStore } from '../../../../src-renderer/stores/draft-store'
import { OPTIMIZER_DEFAULTS } from '../../../../src-shared/experiment/optimizer-defaults'
import { mountInWindow } from '../../helpers'

function nadamAt(learningRate: number): void {
  const draft = useDraftStore()
  const { experiment } = draft
  draft.load({
    ...experiment,
    plan: { ...experiment.plan, optimizer: OPTIMIZER_DEFAULTS.nadam, learningRate },
  })
}

beforeEach(() => {
  localStorage.clear()
  document.body.innerHTML = ''
  i18n.global.locale.value = 'en'
})

describe('the line of advice', () => {
  it('is there with and without advice, and fixes the worst with one press that can be taken back', async () => {
    const wrapper = mountInWindow(AdviceStrip)
    const draft = useDraftStore()
    expect(wrapper.get('[data-testid="advice-strip"]').text()).toContain('No warnings')

    nadamAt(0.3)
    await nextTick()
    expect(wrapper.get('[data-testid="advice-count"]').text()).toBe('1 warning')
    expect(wrapper.text()).toContain('Learning rate 0.3 is far too high for Nadam')

    await wrapper.get('[data-testid="advice-fix"]').trigger('click')
    expect([draft.experiment.plan.learningRate, useAdviceStore().advice]).toEqual([0.001, []])
    draft.undo()
    expect([draft.experiment.plan.learningRate, useAdviceStore().advice.length]).toEqual([0.3, 1])
  })

  it('keeps the advice of the last valid settings while a field is half typed', async () => {
    const wrapper = mountInWindow(AdviceStrip)
    nadamAt(0.3)
    await nextTick()
    useDraftStore().set('plan.batchSize', Number.NaN)
    await nextTick()
    expect(wrapper.find('[data-testid="advice-count"]').exists()).toBe(true)
  })
})

describe('marks of advice in the form', () => {
  const marked = (wrapper: ReturnType<typeof mountInWindow>) =>
    wrapper
      .findAll('[data-field]')
      .filter((field) => field.find('[data-testid="advice-mark"]').exists())
      .map((field) => field.attributes('data-field'))

  it('stand at the fields that it is about', async () => {
    const wrapper = mountInWindow(ExperimentForm)
    nadamAt(0.3)
    useDraftStore().choose('design.initialization', 'he')
    await nextTick()

    expect(marked(wrapper)).toEqual(['design.initialization', 'plan.learningRate'])
  })

  it('stand at a folded section for the fields inside it', async () => {
    const wrapper = mountInWindow(ExperimentForm)
    useDraftStore().choose('plan.scaling', 'none')
    await nextTick()

    const fold = wrapper.findAll('.fold-button').find((button) => button.text().includes('Data'))
    expect(fold?.text()).toContain('1 warning')
  })
})

describe('another optimizer', () => {
  it('offers its usual rate until the rate is changed, and the press can be taken back', async () => {
    const wrapper = mountInWindow(ExperimentForm)
    const draft = useDraftStore()
    draft.load(
      { ...draft.experiment, plan: { ...draft.experiment.plan, optimizer: OPTIMIZER_DEFAULTS.adam } },
      null,
      'plan.optimizer.kind',
    )
    useAdviceStore().offerRate()
    await nextTick()
    const offer = () => wrapper.find('[data-testid="usual-rate"]')
    expect(offer().text()).toBe('Use 0.001')

    await offer().trigger('click')
    expect([draft.experiment.plan.learningRate, offer().exists()]).toEqual([0.001, false])
    draft.undo()
    await nextTick()
    expect([draft.experiment.plan.learningRate, offer().exists()]).toEqual([0.3, true])
    draft.undo()
    await nextTick()
    expect(offer().exists()).toBe(false)
  })
})
