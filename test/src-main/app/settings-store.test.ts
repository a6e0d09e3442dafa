import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { SavedView } from '#shared/history/saved-view'
import { settingsChange } from '../../../src-main/app/settings-schema'
import { SettingsStore, threadsFor } from '../../../src-main/app/settings-store'
import { temporaryFolders } from '../../helpers/temporary-folder'

const folder = temporaryFolders()
const file = async (): Promise<string> => join(await folder(), 'settings.json')

const VIEW: SavedView = {
  name: 'Only Adam',
  search: 'optimizer = adam',
  columnFilters: { test_acc: '>0.9' },
  sort: [{ column: 'time', descending: false }],
  groupBy: [],
  includePartial: false,
  archived: 'without',
  columns: { order: ['title', 'seed'], hidden: ['note'], pinned: ['title'] },
}

describe('saved views among the settings', () => {
  const isTaken = (views: unknown): boolean => v.is(settingsChange, { views })

  test('are taken as the window sends them, and refused where they are none', () => {
    expect(isTaken([VIEW, { ...VIEW, name: 'Other', columns: null }])).toBe(true)
    expect(isTaken([VIEW, VIEW])).toBe(false)
    expect(isTaken([{ ...VIEW, name: '  ' }])).toBe(false)
    expect(isTaken([{ ...VIEW, name: 'x'.repeat(61) }])).toBe(false)
    expect(isTaken([{ ...VIEW, search: 'x'.repeat(20_001) }])).toBe(false)
    expect(isTaken([{ ...VIEW, archived: 'maybe' }])).toBe(false)
    expect(isTaken(Array.from({ length: 51 }, (_, index) => ({ ...VIEW, name: String(index) })))).toBe(false)
  })
})

describe('settings', () => {
  test('begin with the language of the system', async () => {
    expect((await SettingsStore.open(await file(), 'ko-KR')).get().language).toBe('ko')
    expect((await SettingsStore.open(await file(), 'de')).get().language).toBe('en')
    expect((await SettingsStore.open(await file(), 'KO')).get().language).toBe('ko')
    // Konkani is another language than Korean, but `kok` begins like it.
    expect((await SettingsStore.open(await file(), 'kok-IN')).get().language).toBe('en')
  })

  test('are there again at the next start', async () => {
    const path = await file()
    const store = await SettingsStore.open(path, 'en')
    await store.change({ author: 'Mina', threads: 3, views: [VIEW] })
    await store.setCalibration('wasm', 61.5)
    await store.change({ theme: 'dark' })

    const next = await SettingsStore.open(path, 'ko')

    expect(next.get()).toEqual({
      language: 'ko',
      theme: 'dark',
      threads: 3,
      author: 'Mina',
      sealTestSet: false,
      views: [VIEW],
      notify: true,
      lookForReleases: false,
    })
    expect(next.calibration('wasm')).toBe(61.5)
    expect(next.calibration('native')).toBeNull()
  })

  test('of a newer version keep the fields that this one does not know', async () => {
    const path = await file()
    await writeFile(path, JSON.stringify({ author: 'Jun', fontSize: 14 }))
    const store = await SettingsStore.open(path, 'en')
    await store.change({ theme: 'light' })
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      author: 'Jun',
      fontSize: 14,
      theme: 'light',
    })
  })

  test.each([
    '',
    '{"author": "Mi',
    '{"threads": -2}',
    '{"theme": "plaid"}',
    '[]',
    '{"__proto__": {"author": "x"}}',
  ])('that cannot be used are kept and told: %s', async (text) => {
    const path = await file()
    await writeFile(path, text)
    const store = await SettingsStore.open(path, 'en')
    expect(store.fault).toContain(path)
    expect(store.get()).toMatchObject({ author: '', threads: 0, theme: 'system' })
    await store.change({ author: 'Mina' })
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe(text)
  })

  test('leave one core free unless the user says how many train', () => {
    expect(threadsFor({ threads: 0 }, { cores: 8 })).toBe(7)
    expect(threadsFor({ threads: 0 }, { cores: 1 })).toBe(1)
    expect(threadsFor({ threads: 2 }, { processors: 8 })).toBe(2)
    expect(threadsFor({ threads: 16 }, { processors: 8 })).toBe(8)
  })
})
