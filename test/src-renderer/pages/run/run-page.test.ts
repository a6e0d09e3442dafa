import { beforeEach, describe, expect, it } from 'vitest'
import { packPredictions } from '#shared/records/predictions'
import type { RunRecord } from '#shared/records/run-record'
import { setLanguage } from '../../../../src-renderer/locales/i18n'
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
})
