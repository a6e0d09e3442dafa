import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { i18n } from '../../../../src-renderer/locales/i18n'
import { choose } from '../../../../src-renderer/pages/design/choose'
import ExperimentForm from '../../../../src-renderer/pages/design/ExperimentForm.vue'
import { useDraftStore } from '../../../../src-renderer/stores/draft-store'
import { ADVICE_CODES } from '../../../../src-shared/experiment/advice'
import {
  type Experiment,
  OPTIMIZER_KINDS,
  SCHEDULE_KINDS,
} from '../../../../src-shared/experiment/experiment'
import { PROBLEM_CODES } from '../../../../src-shared/experiment/experiment-problem'
import { parseExperiment } from '../../../../src-shared/experiment/experiment-schema'
import { placedFields } from '../../../../src-shared/experiment/field-paths'
import { OPTIMIZER_DEFAULTS } from '../../../../src-shared/experiment/optimizer-defaults'
import { PRESETS } from '../../../../src-shared/experiment/presets'
import { SCHEDULE_DEFAULTS } from '../../../../src-shared/experiment/schedule-defaults'
import { SETTING_COLUMNS } from '../../../../src-shared/records/table-columns'
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

  it('draws another seed with the dice', async () => {
    const { draft, field } = form()
    const before = draft.experiment.plan.seed

    await field('plan.seed').get('button[aria-label="New seed"]').trigger('click')

    expect(draft.experiment.plan.seed).not.toBe(before)
    expect(draft.valid).not.toBeNull()
  })

  it('gives another rule its own constants, and dropout a ratio', () => {
    const { draft } = form()
    const chosen = choose(
      choose(choose(draft.experiment, 'plan.optimizer.kind', 'nadam'), 'plan.schedule.kind', 'step'),
      'design.dropout.kind',
      'none',
    )

    expect(parseExperiment(chosen)).toEqual({ ok: true, experiment: chosen })
    expect(chosen.plan.optimizer).toEqual(OPTIMIZER_DEFAULTS.nadam)
    expect(chosen.plan.schedule).toEqual(SCHEDULE_DEFAULTS.step)
    expect(chosen.design.dropout).toEqual({ kind: 'none', ratio: 0 })
    expect(choose(chosen, 'design.dropout.kind', 'alpha').design.dropout.ratio).toBeGreaterThan(0)
    expect(choose(chosen, 'plan.scaling', 'range').plan.scaling).toBe('range')
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

describe('words of the form', () => {
  const experiments = [...OPTIMIZER_KINDS.map((kind) => OPTIMIZER_DEFAULTS[kind])].flatMap((optimizer) =>
    SCHEDULE_KINDS.map((kind): Experiment => {
      const [{ experiment }] = PRESETS
      return { ...experiment, plan: { ...experiment.plan, optimizer, schedule: SCHEDULE_DEFAULTS[kind] } }
    }),
  )

  it('exist for every field, every choice and every column', () => {
    const keys = experiments.flatMap(placedFields).flatMap(({ path, field }) => {
      if (field.section === undefined) return []
      const choices = field.type === 'choice' || field.type === 'choice or number' ? field.choices : []
      return [`field.${path}`, ...choices.map((choice) => `choice.${path}.${choice}`)]
    })
    const columns = SETTING_COLUMNS.map(({ id }) => `runs.column.${id}`)

    expect([...new Set(keys)].filter((key) => !i18n.global.te(key))).toEqual([])
    expect(columns.filter((key) => !i18n.global.te(key))).toEqual([])
  })

  it('stand at an input for every field that an experiment has', async () => {
    const few = experiments.filter(({ plan }) =>
      ['nadam one-cycle', 'rmsprop step'].includes(`${plan.optimizer.kind} ${plan.schedule.kind}`),
    )
    expect(few).toHaveLength(2)
    for (const experiment of few) {
      const { wrapper, draft } = form()
      draft.load({ ...experiment, design: { ...experiment.design, dropout: { kind: 'alpha', ratio: 0.2 } } })
      await nextTick()
      for (const button of wrapper.findAll('button[data-state="closed"].fold-button'))
        await button.trigger('click')
      const shown = wrapper.findAll('[data-field]').map((element) => element.attributes('data-field'))
      const wanted = placedFields(experiment).filter(({ field }) => field.section !== undefined)
      expect(shown.toSorted()).toEqual(wanted.map(({ path }) => path).toSorted())
      wrapper.unmount()
    }
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
