import { expect, it } from 'vitest'
import { setLanguage } from '../../../../src-renderer/locales/i18n'
import BeforeExperiment from '../../../../src-renderer/pages/runs/BeforeExperiment.vue'
import { useRunsStore } from '../../../../src-renderer/stores/runs-store'
import { exampleRun } from '../../../helpers/example-runs'
import { installFakeLab } from '../../../helpers/fake-lab'
import { mountInWindow, settled } from '../../helpers'

it('says of a run with the very settings that it has them, and of another seed that only the seed differs', async () => {
  setLanguage('en')
  installFakeLab({})
  const same = exampleRun('same', { plan: { seed: 1 } })
  const other = exampleRun('other', { plan: { seed: 2 } })
  const wrapper = mountInWindow(BeforeExperiment, { experiment: same.record.experiment })
  useRunsStore().byId = new Map([
    ['same', same],
    ['other', other],
  ])
  await settled()
  await expect.poll(() => wrapper.text()).toContain('the same settings')
  expect(wrapper.text().match(/only the seed differs/g)).toHaveLength(1)
  wrapper.unmount()
})
