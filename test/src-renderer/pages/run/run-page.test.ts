import { beforeEach, describe, expect, it } from 'vitest'
import type { RunEvaluation } from '#shared/evaluation/run-evaluation'
import { EXPORT_FORMAT_NAMES } from '#shared/exports/export-formats'
import { packPredictions } from '#shared/records/predictions'
import type { RunRecord } from '#shared/records/run-record'
import { setLanguage } from '../../../../src-renderer/locales/i18n'
import ExportMenu from '../../../../src-renderer/pages/run/ExportMenu.vue'
import RunPage from '../../../../src-renderer/pages/run/RunPage.vue'
import { useNavigationStore } from '../../../../src-renderer/stores/navigation-store'
import { useRunsStore } from '../../../../src-renderer/stores/runs-store'
import { useSettingsStore } from '../../../../src-renderer/stores/settings-store'
import { exampleRun } from '../../../helpers/example-runs'
import { installFakeLab } from '../../../helpers/fake-lab'
import { mountInWindow, settled } from '../../helpers'

const labels = Uint8Array.from({ length: 20 }, (_, image) => image % 10)
const predicted = labels.map((label, image) => (image === 3 ? 9 : label))
const summary = exampleRun('one', { record: { testAccuracy: 0.95 }, summary: { hasWeights: false } })

const empty = { from: 0, to: 1, counts: [1], count: 1, mean: 0, deviation: 0, zeros: 0 }
/** What a checkpoint says: all trousers. */
const atCheckpoint: RunEvaluation = {
  data: '',
  weightsSha256: '',
  predicted: labels.map(() => 1),
  confidences: new Float32Array(20).fill(0.5),
  fit: { on: 'test', images: 20, temperature: null, confidences: null },
  layers: [{ weights: empty, biases: empty, activations: empty }],
  activationImages: 20,
  firstLayer: { inputs: 784, units: 0, weights: new Float32Array() },
}

/** The page of a run, when main answers with this record and without weights. */
async function mountPage(change: Partial<RunRecord> = {}, kept: readonly number[] = []) {
  const record: RunRecord = {
    ...summary.record,
    predictions: packPredictions(predicted, 10),
    ...change,
  }
  const lab = installFakeLab({
    'runs:record': () => record,
    'data:labels': () => labels,
    'runs:evaluate': () => null,
    'runs:checkpoints': () => kept,
    'runs:evaluate-checkpoint': () => atCheckpoint,
    'runs:curves': () => null,
  })
  const wrapper = mountInWindow(RunPage)
  useRunsStore().byId = new Map([['one', summary]])
  useNavigationStore().go('run', 'one')
  await settled()
  await settled()
  return { lab, wrapper }
}

beforeEach(() => setLanguage('en'))

describe('the page of a run', () => {
  it('says what it checked before it shows anything', async () => {
    const { wrapper } = await mountPage()

    expect(wrapper.find('[data-testid="run-checked"]').text()).toContain(
      'the accuracy over 20 test images is that of the table',
    )
    expect(wrapper.find('h1').text()).toBe('256-64 · SELU · seed 1')
    wrapper.unmount()
  })

  it('shows nothing of a report that is not sound, and says why, in both languages', async () => {
    const { wrapper } = await mountPage({ testAccuracy: 0.9 })
    const refused = wrapper.find('[data-testid="run-refused"]')

    expect(refused.text()).toContain('Its predictions give a test accuracy of 0.95, but the table says 0.9.')
    expect(wrapper.find('[role="tab"]').exists()).toBe(false)
    setLanguage('ko')
    await settled()
    expect(refused.text()).toContain('예측으로 계산한 테스트 정확도는 0.95')
    wrapper.unmount()
  })

  it('shows a checkpoint as what it is, and the way back to the result', async () => {
    const { lab, wrapper } = await mountPage({}, [10, 20])
    await wrapper.find('[role="tab"]:nth-of-type(2)').trigger('mousedown', { button: 0 })
    await settled()
    const accuracy = (): string => wrapper.find('[data-line="accuracy"]').text()
    expect(wrapper.find('[data-testid="checkpoint-text"]').text()).toContain('The result as it was recorded')
    expect(accuracy()).toContain('0.95')

    await wrapper.find('[role="slider"]').trigger('keydown', { key: 'ArrowLeft' })
    await settled()
    expect(wrapper.find('[data-testid="checkpoint-text"]').text()).toMatch(
      /^Iteration 20 of .*, not the result: test accuracy 10\.00.% here, 95\.00.% at the end\.$/,
    )
    expect(accuracy()).toContain('0.10')
    // Beside it stands what became of it.
    expect(wrapper.find('[data-testid="report"] thead').text()).toContain('End of this run')
    await wrapper.find('[role="slider"]').trigger('keydown', { key: 'End' })
    await wrapper.find('[role="slider"]').trigger('keydown', { key: 'ArrowLeft' })
    await settled()
    expect(lab.count('runs:evaluate-checkpoint')).toBe(1)
    wrapper.unmount()
  })

  it('evaluates nothing while test results are hidden', async () => {
    const lab = installFakeLab({ 'runs:curves': () => null })
    const wrapper = mountInWindow(RunPage)
    const { settings } = useSettingsStore()
    useSettingsStore().settings = { ...settings, sealTestSet: true }
    useRunsStore().byId = new Map([['one', summary]])
    useNavigationStore().go('run', 'one')
    await settled()

    expect(wrapper.find('[data-testid="reveal"]').exists()).toBe(true)
    expect(lab.count('runs:record')).toBe(0)
    wrapper.unmount()
  })

  it('offers every kind of file that a run can be written to', async () => {
    const asked: unknown[] = []
    installFakeLab({
      'runs:curves': () => null,
      'runs:write-file': (...values) => {
        asked.push(values)
        return { name: 'a.onnx', checked: ['Read back, with the same numbers.'] }
      },
    })
    const wrapper = mountInWindow(ExportMenu, { runs: [summary] })
    await wrapper.find('[data-testid="export-run"]').trigger('click')
    await settled()
    const items = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')]
    expect(items.map(({ textContent }) => textContent)).toHaveLength(EXPORT_FORMAT_NAMES.length)
    items[0]?.click()
    await settled()
    expect(asked).toEqual([['onnx', ['one'], '256-64 · SELU · seed 1.onnx']])
    wrapper.unmount()
  })
})
