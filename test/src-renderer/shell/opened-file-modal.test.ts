import { afterEach, expect, test } from 'vitest'
import type { ModelOffer, RunFileOffer } from '#shared/ipc'
import { i18n } from '../../../src-renderer/locales/i18n'
import OpenedFileModal from '../../../src-renderer/shell/OpenedFileModal.vue'
import { useNavigationStore } from '../../../src-renderer/stores/navigation-store'
import { useOpenedFileStore } from '../../../src-renderer/stores/opened-file-store'
import { type Answers, installFakeLab } from '../../helpers/fake-lab'
import { mountInWindow, settled } from '../helpers'

const offer: RunFileOffer = {
  kind: 'runs',
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
  const lab = installFakeLab({ 'file:forget': () => undefined, ...answers })
  const wrapper = mountInWindow(OpenedFileModal)
  unmount = () => wrapper.unmount()
  await settled()
  const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
  return { lab, dialog }
}

test('a run file shows what is in it before it is taken, and then is taken', async () => {
  const { lab, dialog } = await given({
    'file:given': () => offer,
    'file:take-runs': () => ({ added: 11, known: 0, conflicts: 1, searches: 1, problems: [] }),
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
  expect(lab.count('file:take-runs')).toBe(0)

  dialog()?.querySelector<HTMLElement>('[data-testid=take-file]')?.click()
  await settled()
  expect([lab.count('file:take-runs'), useNavigationStore().page]).toEqual([1, 'runs'])
  expect(useOpenedFileStore().offer).toBeNull()
})

test('a run file that cannot be opened is told, and closing forgets one that was read', async () => {
  let isBad = true
  const { lab, dialog } = await given({
    'file:given': () => {
      if (isBad) throw new Error('Cannot open a.onn: it has "run-file.json" twice.')
      return offer
    },
  })
  expect(dialog()?.textContent).toContain('it has "run-file.json" twice')
  isBad = false
  lab.emit('file:given')
  await settled()
  expect(dialog()?.textContent).toContain('Run file team.onn')
  useOpenedFileStore().close()
  await settled()
  expect(lab.count('file:forget')).toBe(1)
})

const model: ModelOffer = {
  kind: 'model',
  token: offer.token,
  file: 'network.npz',
  contents: {
    ...{ widths: [784, 32, 10], activation: 'tanh', batchNormalization: true, parameters: 25_514 },
    classNames: Array.from({ length: 10 }, (_, at) => `class ${at}`),
    scaling: { mean: 25.5, divisor: 51 },
  },
}

test('a model whose file says everything is taken on the data that fit it, and opened as a run', async () => {
  const counts = { trainImages: 60_000, testImages: 10_000, source: null }
  const { classNames } = model.contents
  const fashion = { name: 'Fashion', side: 28, classNames, ...counts, fingerprint: 'a'.repeat(64) }
  const small = { ...fashion, name: 'Digits', side: 8, fingerprint: 'b'.repeat(64) }
  const asked: unknown[] = []
  const { dialog } = await given({
    'file:given': () => model,
    'data:list': () => [small, fashion],
    'file:take-model': (...values) => {
      asked.push(values)
      return '01ARZ3NDEKTSV4RRFFQ69G5FAV'
    },
  })
  const text = dialog()?.textContent ?? ''
  for (const part of [
    'Model network.npz',
    '784-32-10',
    'Tanh',
    '25,514',
    'class 9',
    'mean 0.1, deviation 0.2',
  ])
    expect(text).toContain(part)
  expect(dialog()?.querySelector('[data-testid=model-activation]')).toBeNull()
  dialog()?.querySelector<HTMLElement>('[data-testid=take-file]')?.click()
  await settled()
  expect(asked).toEqual([[model.token, { title: 'network.npz', data: fashion.fingerprint }]])
  const { page, runId, listedPage } = useNavigationStore()
  expect([page, runId, listedPage]).toEqual(['run', '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'runs'])
})
