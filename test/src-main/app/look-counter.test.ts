import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LookCounter } from '../../../src-main/app/look-counter'
import { SettingsStore } from '../../../src-main/app/settings-store'
import { temporaryFolders } from '../../helpers/temporary-folder'

const folder = temporaryFolders()

test('counts of looks that were changed are told and go on; damaged ones are set aside', async () => {
  const path = join(await folder(), 'looks.json')
  const told: string[] = []
  const looks = new LookCounter(path, (sentence) => told.push(sentence))
  expect([await looks.count('a'), await looks.count('a'), await looks.count('constructor')]).toEqual([
    1, 2, 1,
  ])
  expect(told).toEqual([])
  await writeFile(path, (await readFile(path, 'utf8')).replace('"a": 2', '"a": 0'))
  expect(await looks.count('a')).toBe(1)
  expect(told).toEqual([`${path}: It was changed since it was written.`])
  await writeFile(path, '{"looks":')
  expect(await looks.count('a')).toBe(1)
  expect(told.at(-1)).toContain(`It was kept as ${path}.damaged.`)
  expect(await readFile(`${path}.damaged`, 'utf8')).toBe('{"looks":')
})

test('counts and settings of a newer version are used as far as they go, named, and never written over', async () => {
  const directory = await folder()
  const [path, settingsPath] = [join(directory, 'looks.json'), join(directory, 'settings.json')]
  const newerLooks = '{"format":"our-neural-network/looks","version":2,"looks":{"a":5},"more":1}'
  const newerSettings = '{"format":"our-neural-network/settings","version":2,"author":"Mina"}'
  await writeFile(path, newerLooks)
  await writeFile(settingsPath, newerSettings)
  const told: string[] = []
  const looks = new LookCounter(path, (sentence) => told.push(sentence))
  expect([await looks.count('a'), await looks.count('a')]).toEqual([6, 7])
  expect(told).toEqual([`${path}: Its version is 2: it was made by a newer version of the lab.`])
  const settings = await SettingsStore.open(settingsPath, 'en')
  expect(settings.fault).toContain('newer version')
  expect(await settings.change({ theme: 'dark' })).toMatchObject({ author: 'Mina', theme: 'dark' })
  expect(await readFile(path, 'utf8')).toBe(newerLooks)
  expect(await readFile(settingsPath, 'utf8')).toBe(newerSettings)
})

test('settings that were changed are told and used', async () => {
  const path = join(await folder(), 'settings.json')
  await (await SettingsStore.open(path, 'en')).change({ threads: 3 })
  await writeFile(path, (await readFile(path, 'utf8')).replace('"threads": 3', '"threads": 8'))
  const settings = await SettingsStore.open(path, 'en')
  expect(settings.fault).toBe(`${path}: It was changed since it was written.`)
  expect(settings.get().threads).toBe(8)
})
