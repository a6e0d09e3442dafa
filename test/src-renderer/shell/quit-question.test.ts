import { afterEach, expect, test } from 'vitest'
import { finalNetwork } from '#shared/experiment/presets'
import type { Job } from '#shared/ipc'
import { i18n } from '../../../src-renderer/locales/i18n'
import QuitQuestion from '../../../src-renderer/shell/QuitQuestion.vue'
import { useJobsStore } from '../../../src-renderer/stores/jobs-store'
import { installFakeLab } from '../../helpers/fake-lab'
import { mountInWindow, settled } from '../helpers'

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const held: Job = {
  id: ID,
  kind: 'train',
  title: '784-10',
  experiment: finalNetwork,
  state: 'unwritten',
  iteration: 10,
  stepsPerSecond: null,
  problem: 'Cannot write /lab/runs/a: the disk is full.',
}

let unmount = (): void => undefined
afterEach(() => unmount())

/** The question as it stands after somebody has closed the window while that job was held. */
async function asked(job: Job, savedIn: string | null = null) {
  i18n.global.locale.value = 'en'
  const lab = installFakeLab({
    'training:jobs': () => [job],
    'training:save-elsewhere': () => savedIn,
    'app:quit': () => undefined,
  })
  const wrapper = mountInWindow(QuitQuestion)
  unmount = () => wrapper.unmount()
  await useJobsStore().start()
  const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
  await settled()
  expect(dialog()).toBeNull()
  lab.emit('app:quit-asked')
  await settled()
  const press = async (name: string): Promise<void> => {
    dialog()?.querySelector<HTMLElement>(`[data-testid=${name}]`)?.click()
    await settled()
  }
  return { lab, dialog, press, quits: () => lab.count('app:quit') }
}

test('says what would be lost and why, and stays where that is not wanted', async () => {
  const { dialog, press, quits } = await asked(held)
  expect(dialog()?.textContent).toContain('only in memory')
  expect(dialog()?.textContent).toContain('the disk is full')
  await press('quit-cancel')
  expect(quits()).toBe(0)
})

test('quits anyway where that is the word', async () => {
  const { press, quits } = await asked(held)
  await press('quit-anyway')
  expect(quits()).toBe(1)
})

test('quits once it is saved elsewhere, and not where the choice of a folder was given up', async () => {
  const saved = await asked(held, '/elsewhere')
  await saved.press('quit-save')
  expect(saved.quits()).toBe(1)
  unmount()
  const given = await asked(held, null)
  await given.press('quit-save')
  expect(given.quits()).toBe(0)
  expect(given.dialog()).not.toBeNull()
})

test('a replay has nothing to save elsewhere', async () => {
  const { dialog } = await asked({ ...held, kind: 'replay' })
  expect(dialog()?.querySelector('[data-testid=quit-save]')).toBeNull()
  expect(dialog()?.querySelector('[data-testid=quit-anyway]')).not.toBeNull()
})

test('ends by itself when the result could be written after all', async () => {
  const { lab, quits } = await asked(held)
  lab.emit('training:jobs-changed', [])
  await settled()
  expect(quits()).toBe(1)
})
