import { afterEach, expect, test } from 'vitest'
import type { RunFileOffer } from '#shared/ipc'
import { i18n } from '../../../src-renderer/locales/i18n'
import RunFileModal from '../../../src-renderer/shell/RunFileModal.vue'
import { useNavigationStore } from '../../../src-renderer/stores/navigation-store'
import { useRunFileStore } from '../../../src-renderer/stores/run-file-store'
import { type Answers, installFakeLab } from '../../helpers/fake-lab'
import { mountInWindow, settled } from '../helpers'

const offer: RunFileOffer = {
  token: '6d9f0a8e-5f5e-4a53-9a7e-0a0a0a0a0a0a',
  file: 'team.onn',
  contents: {
    ...{ runs: 12, fresh: 11, conflicts: 1, withWeights: 12, doubted: 0, searches: 1, freshSearches: 1 },
    datasets: ['동물'],
    first: [{ id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', author: 'Ada', startedAt: '2026-11-01T10:00:00.000Z' }],
    problems: [],
  },
}

let unmount = (): void => undefined
afterEach(() => unmount())

/** The window, after a file was given to it by the system. */
async function given(answers: Answers) {
  i18n.global.locale.value = 'en'
  const lab = installFakeLab({ 'run-file:forget': () => undefined, ...answers })
  const wrapper = mountInWindow(RunFileModal)
  unmount = () => wrapper.unmount()
  await settled()
  const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
  return { lab, dialog }
}

test('a run file shows what is in it before it is taken, and then is taken', async () => {
  const { lab, dialog } = await given({
    'run-file:given': () => offer,
    'run-file:take': () => ({ added: 11, known: 0, conflicts: 1, searches: 1, problems: [] }),
  })
  const text = dialog()?.textContent ?? ''
  for (const part of [
    'Run file team.onn',
    'Runs: 12, of which 11',
    '동물',
    'Here with another record: 1',
    'Ada',
  ])
    expect(text).toContain(part)
  expect(text).toContain('and 11 more')
  expect(lab.count('run-file:take')).toBe(0)

  dialog()?.querySelector<HTMLElement>('[data-testid=take-run-file]')?.click()
  await settled()
  expect([lab.count('run-file:take'), useNavigationStore().page]).toEqual([1, 'runs'])
  expect(useRunFileStore().offer).toBeNull()
})

test('a run file that cannot be opened is told, and closing forgets one that was read', async () => {
  let isBad = true
  const { lab, dialog } = await given({
    'run-file:given': () => {
      if (isBad) throw new Error('Cannot open a.onn: it has "run-file.json" twice.')
      return offer
    },
  })
  expect(dialog()?.textContent).toContain('it has "run-file.json" twice')
  isBad = false
  lab.emit('run-file:given')
  await settled()
  expect(dialog()?.textContent).toContain('Run file team.onn')
  useRunFileStore().close()
  await settled()
  expect(lab.count('run-file:forget')).toBe(1)
})
