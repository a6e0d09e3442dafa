import { beforeEach, describe, expect, it } from 'vitest'
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

/** The page of a run, when main answers with this record and without weights. */
async function mountPage(change: Partial<RunRecord> = {}) {
  const record: RunRecord = {
    ...summary.record,
    predictions: packPredictions(predicted, 10),
    ...change,
  }
  const lab = installFakeLab({
    'runs:record': () => record,
    'data:labels': () => labels,
    'runs:evaluate': () => null,
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
