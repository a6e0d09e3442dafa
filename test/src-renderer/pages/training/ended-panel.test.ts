import { beforeEach, describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import type { JobEnd } from '#shared/ipc'
import type { RunSummary } from '#shared/records/run-summary'
import { setLanguage } from '../../../../src-renderer/locales/i18n'
import EndedPanel from '../../../../src-renderer/pages/training/EndedPanel.vue'
import FinishedList from '../../../../src-renderer/pages/training/FinishedList.vue'
import { useDraftStore } from '../../../../src-renderer/stores/draft-store'
import { useEndsStore } from '../../../../src-renderer/stores/ends-store'
import { useRunsStore } from '../../../../src-renderer/stores/runs-store'
import { exampleRun } from '../../../helpers/example-runs'
import { installFakeLab } from '../../../helpers/fake-lab'
import { mountInWindow, settled } from '../../helpers'

const diverged = exampleRun('run', {
  plan: { learningRate: 40 },
  record: {
    stopReason: 'diverged',
    iterations: 1234,
    divergence: { iteration: 1234, layer: 'layers.1' },
    trainAccuracy: null,
    validationAccuracy: null,
  },
})

async function mountPanel(summary: RunSummary) {
  const wrapper = mountInWindow(EndedPanel, { summary, failure: null })
  useRunsStore().byId = new Map([[summary.record.id, summary]])
  await settled()
  return wrapper
}

beforeEach(() => setLanguage('en'))

describe('the end of a training', () => {
  it('is told in words before the numbers, in both languages', async () => {
    installFakeLab({ 'runs:curves': () => null })
    const wrapper = await mountPanel(diverged)

    expect(wrapper.find('[data-testid="verdict-title"]').text()).toBe('Training diverged at iteration 1,234')
    expect(wrapper.find('[data-testid="verdict-text"]').text()).toContain('in layer 2')
    setLanguage('ko')
    await settled()
    expect(wrapper.find('[data-testid="verdict-title"]').text()).toBe('반복 1,234회에서 학습이 발산했습니다')
    wrapper.unmount()
  })

  it('trains again with the fix, and fills it into the form', async () => {
    const trained: [Experiment, string | null][] = []
    installFakeLab({
      'runs:curves': () => null,
      'training:start': (experiment, parent) => {
        trained.push([experiment, parent])
        return 'next'
      },
    })
    const wrapper = await mountPanel(diverged)

    await wrapper.find('[data-testid="fix-and-train"]').trigger('click')
    await settled()

    const [first] = trained
    expect(first?.[0].plan.learningRate).toBeLessThanOrEqual(3)
    expect(first?.[1]).toBe('run')
    expect(useDraftStore().experiment).toEqual(first?.[0])
    wrapper.unmount()
  })

  it('of a record that is not believed says why, and nothing of its figures', async () => {
    installFakeLab({ 'runs:curves': () => null })
    const doubted = exampleRun('run', { summary: { doubt: { code: 'changed', values: {} } } })
    const wrapper = await mountPanel(doubted)

    expect(wrapper.find('[data-testid="verdict-title"]').text()).toBe('This record cannot be trusted')
    expect(wrapper.find('[data-testid="verdict-text"]').text()).toBe(
      'The record was changed after it was written.',
    )
    expect(wrapper.findAll('[data-testid="fix-and-train"]')).toEqual([])
    wrapper.unmount()
  })
})

describe('what finished since the lab was started', () => {
  const end = (id: string, part: Partial<JobEnd> = {}): JobEnd => ({
    id,
    kind: 'train',
    title: '784-256-64-10',
    experiment: diverged.record.experiment,
    outcome: 'recorded',
    problem: null,
    at: '2026-11-26T10:00:00.000Z',
    ...part,
  })

  it('has a row for every job, with an honest sentence for each that failed', async () => {
    installFakeLab({
      'runs:curves': () => null,
      'training:ends': () => [end('run'), end('lost', { outcome: 'failed', problem: 'The disk is full.' })],
    })
    const wrapper = mountInWindow(FinishedList)
    useRunsStore().byId = new Map([['run', diverged]])
    await useEndsStore().start()
    await settled()

    const rows = wrapper.findAll('li').map((row) => row.text())
    expect(rows).toHaveLength(2)
    expect(rows[0]).toContain('It could not be trained')
    expect(rows[0]).toContain('The disk is full.')
    expect(rows[1]).toContain('Training diverged at iteration 1,234')
    wrapper.unmount()
  })

  it('keeps what was told while it was asked for, once', async () => {
    const lab = installFakeLab({
      'training:ends': () => {
        lab.emit('training:ended', end('second'))
        return [end('first'), end('second')]
      },
    })
    const wrapper = mountInWindow(FinishedList)
    await useEndsStore().start()
    lab.emit('training:ended', end('third'))
    await settled()

    expect(useEndsStore().ends.map(({ id }) => id)).toEqual(['third', 'second', 'first'])
    wrapper.unmount()
  })
})
