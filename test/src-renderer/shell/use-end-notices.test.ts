import { beforeEach, describe, expect, it } from 'vitest'
import type { JobEnd } from '#shared/ipc'
import { setLanguage } from '../../../src-renderer/locales/i18n'
import { useEndNotices } from '../../../src-renderer/shell/use-end-notices'
import { useRunsStore } from '../../../src-renderer/stores/runs-store'
import { exampleRun } from '../../helpers/example-runs'
import { installFakeLab } from '../../helpers/fake-lab'
import { settled, useInWindow } from '../helpers'

const run = exampleRun('run', { record: { trainAccuracy: 0.1, validationAccuracy: 0.1 } })
const end = (part: Partial<JobEnd> = {}): JobEnd => ({
  id: 'run',
  kind: 'train',
  title: '784-256-64-10',
  experiment: run.record.experiment,
  outcome: 'recorded',
  problem: null,
  at: '2026-11-26T10:00:00.000Z',
  ...part,
})

function start() {
  const told: string[] = []
  const lab = installFakeLab({
    'runs:curves': () => null,
    'app:notify': (title, text) => void told.push(`${title}: ${text}`),
  })
  const { unmount } = useInWindow(useEndNotices)
  return { lab, told, unmount }
}

beforeEach(() => setLanguage('en'))

describe('what the system is told when a job ends', () => {
  it('is the verdict on its run, as soon as the record is there', async () => {
    const { lab, told, unmount } = start()
    lab.emit('training:ended', end())
    await settled()
    expect(told).toEqual([])

    useRunsStore().byId = new Map([['run', run]])
    await settled()
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^No better than guessing: 784-256-64-10\. 10\.00\s% of the validation images/)
    unmount()
  })

  it('is the reason where it failed, and nothing where the user discarded it', async () => {
    const { lab, told, unmount } = start()
    lab.emit('training:ended', end({ outcome: 'discarded' }))
    lab.emit('training:ended', end({ outcome: 'failed', problem: 'The disk is full.' }))
    await settled()
    expect(told).toEqual(['It could not be trained: 784-256-64-10. The disk is full.'])
    unmount()
  })
})
