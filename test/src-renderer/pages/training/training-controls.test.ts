import { beforeEach, expect, it } from 'vitest'
import { finalNetwork } from '#shared/experiment/presets'
import type { Job } from '#shared/ipc'
import { setLanguage } from '../../../../src-renderer/locales/i18n'
import TrainingControls from '../../../../src-renderer/pages/training/TrainingControls.vue'
import { useJobsStore } from '../../../../src-renderer/stores/jobs-store'
import { installFakeLab } from '../../../helpers/fake-lab'
import { mountInWindow, settled } from '../../helpers'

const job = (id: string) =>
  ({
    id,
    kind: 'train',
    title: '',
    experiment: finalNetwork,
    state: 'training',
    parent: null,
  }) as unknown as Job

beforeEach(() => setLanguage('en'))

it('asks about one training only: the next one that begins meanwhile is not discarded', async () => {
  installFakeLab({})
  const wrapper = mountInWindow(TrainingControls, {})
  const jobs = useJobsStore()
  jobs.jobs = [job('first'), job('second')]
  await settled()
  await wrapper.find('[data-testid="discard"]').trigger('click')
  await settled()
  expect(document.querySelector('[data-testid="discard-sure"]')).not.toBeNull()

  jobs.jobs = [job('second')]
  await settled()
  await expect.poll(() => document.querySelector('[data-testid="discard-sure"]')).toBeNull()
  wrapper.unmount()
})
