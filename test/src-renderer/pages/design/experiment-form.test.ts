import { beforeEach, describe, expect, it } from 'vitest'
import { PROBLEM_CODES } from '../../../../src-shared/design/experiment-problem'
import { parseExperiment } from '../../../../src-shared/design/experiment-schema'
import { ADVICE_CODES } from '../../../../src-shared/design/advice'
import { i18n } from '../../../../src-renderer/i18n'
import ExperimentForm from '../../../../src-renderer/pages/design/ExperimentForm.vue'
import { useDraftStore } from '../../../../src-renderer/stores/draft-store'
import { mountInWindow } from '../../helpers'

function form() {
  const wrapper = mountInWindow(ExperimentForm)
  const draft = useDraftStore()
  const field = (path: string) => wrapper.get(`[data-field="${path}"]`)
  const input = (path: string) => field(path).get('input')
  return { wrapper, draft, field, input }
}

describe('the form of an experiment', () => {
  beforeEach(() => {
    localStorage.clear()
    document.body.innerHTML = ''
  })

  it('says in words what is wrong with a field, beside the field', async () => {
    const { draft, field, input } = form()

    await input('plan.batchSize').setValue('99999')

    expect(draft.valid).toBeNull()
    expect(field('plan.batchSize').text()).toContain('at most 8,192')
    expect(input('plan.batchSize').attributes('aria-invalid')).toBe('true')
    await input('plan.batchSize').setValue('128')
    expect(draft.valid?.plan.batchSize).toBe(128)
  })

  it('asks for a number where there is none', async () => {
    const { field, input } = form()

    await input('plan.learningRate').setValue('fast')

    expect(field('plan.learningRate').text()).toContain('Enter a number')
  })

  it('takes a learning rate of 1e-4', async () => {
    const { draft, input } = form()

    await input('plan.learningRate').setValue('1e-4')

    expect(draft.valid?.plan.learningRate).toBe(1e-4)
  })

  it('adds a hidden layer with Enter and removes an emptied one with Backspace', async () => {
    const { draft, field } = form()
    const widths = () => field('design.hidden').findAll('input')

    await widths()[1]?.trigger('keydown', { key: 'Enter' })
    expect(draft.experiment.design.hidden).toEqual([256, 64, 32])

    await widths()[0]?.setValue('')
    await widths()[0]?.trigger('keydown', { key: 'Backspace' })
    expect(draft.experiment.design.hidden).toEqual([64, 32])
  })

  it('says which layer is wrong', async () => {
    const { field } = form()

    await field('design.hidden').findAll('input')[1]?.setValue('-3')

    expect(field('design.hidden').text()).toContain('at least 1')
  })

  it('shows in a folded section what is in use in it', () => {
    expect(form().wrapper.text()).toContain('Weight decay 2e-6')
  })

  it('keeps the draft for the next start', async () => {
    await form().input('plan.iterations').setValue('600')

    expect(form().draft.experiment.plan.iterations).toBe(600)
  })

  it('starts from a preset where the stored draft is broken', () => {
    localStorage.setItem('our-neural-network/draft', '{"design": 3')

    expect(parseExperiment(form().draft.experiment)).toMatchObject({ ok: true })
  })
})

describe('sentences of the form', () => {
  it('exist for every problem and every advice', () => {
    const keys = [
      ...PROBLEM_CODES.map((code) => `problem.${code}`),
      ...ADVICE_CODES.flatMap((code) => [`advice.${code}.title`, `advice.${code}.reason`]),
    ]

    expect(keys.filter((key) => !i18n.global.te(key))).toEqual([])
  })
})
