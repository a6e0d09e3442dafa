import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '#shared/ipc'
import { useSealedStore } from '../../../src-renderer/stores/sealed-store'
import { useSettingsStore } from '../../../src-renderer/stores/settings-store'
import { exampleRun } from '../../helpers/example-runs'
import { installFakeLab } from '../../helpers/fake-lab'

const settings = (sealTestSet: boolean): Settings => ({
  ...{ language: 'en', theme: 'light', threads: 0, author: '' },
  sealTestSet,
  notify: true,
  lookForReleases: false,
  views: [],
})

describe('the sealed test set', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('covers a run until it is asked for, and counts the looks', async () => {
    let looks = 2
    installFakeLab({
      'settings:get': () => settings(true),
      'runs:count-look': () => (looks += 1),
    })
    await useSettingsStore().start()
    const sealed = useSealedStore()
    const [one, other] = [exampleRun('one'), exampleRun('other')]
    expect([sealed.isCovered(one), sealed.looksAt(one)]).toEqual([true, 0])
    await sealed.uncover(one)

    expect([sealed.isCovered(one), sealed.looksAt(one)]).toEqual([false, 3])
    expect(sealed.isCovered(other)).toBe(true)
  })

  it('stays covered where the look could not be counted', async () => {
    installFakeLab({ 'settings:get': () => settings(true) })
    await useSettingsStore().start()
    const sealed = useSealedStore()

    await expect(sealed.uncover(exampleRun('one'))).rejects.toThrow('runs:count-look')
    expect(sealed.isCovered(exampleRun('one'))).toBe(true)
  })

  it('covers nothing that was imported, and nothing while the setting is off', async () => {
    const lab = installFakeLab({ 'settings:get': () => settings(true) })
    await useSettingsStore().start()
    const sealed = useSealedStore()
    expect(sealed.isCovered(exampleRun('row', { summary: { origin: 'imported' } }))).toBe(false)
    lab.emit('settings:changed', settings(false))
    expect(sealed.isCovered(exampleRun('one'))).toBe(false)
  })
})
