import { existsSync } from 'node:fs'
import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { computing, filesOf, stoppedRun } from '../../helpers/stopped-run'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const OWN = '01M8A9C7T2AGYNXMET6PY0JM0H'
const TEAM = '01M8A9C9D0NEQRS8JEG99GY93M'
const STOPPED = '01M8A9CB9Z3PZPPJWRSY5X0P62'
const IMPORTED = '0000000000JHYPA7TQZYG7K8WB'
const GONE = 'Its place.json is gone.'
const gone: unknown = expect.stringContaining(GONE)

/** A copy of the library that the first released version wrote. */
async function firstLibrary(): Promise<string> {
  const directory = await temporaryFolder()
  await cp('test/fixtures/library/v1', directory, { recursive: true })
  return directory
}

const placeOf = (directory: string, folder: string): string => join(directory, 'runs', folder, 'place.json')
const originsOf = (directory: string): string => join(directory, 'origins.jsonl')

/** What is shown and said of the runs by whoever opens the library now. */
async function look(directory: string, readOnly = false) {
  const library = await openLibrary(directory, { readOnly })
  const origins = Object.fromEntries((await library.list()).map(({ record, origin }) => [record.id, origin]))
  const told = library.problems.map(({ file, reason }) => [file.slice(library.directory.length + 1), reason])
  await library.close()
  return { origins, told }
}

/** A run of a team-mate's that was stopped: one that a computer could go on with. */
async function stoppedOfTeam(library: Library): Promise<RunRecord> {
  const { library: mate, id } = await stoppedRun(await temporaryFolder())
  const record = await mate.record(id)
  expect(await library.addForeign(record, 'team')).toBe('added')
  return record
}

describe('a run of others whose place.json was deleted', () => {
  test('is told, and is still not one of this computer, in the library that is open and in the next', async () => {
    const directory = await temporaryFolder()
    const library = await openLibrary(directory)
    const { id } = await stoppedOfTeam(library)
    await rm(placeOf(directory, id))
    expect(await library.list()).toMatchObject([{ origin: 'team' }])
    expect(library.problems).toMatchObject([{ file: placeOf(directory, id) }])
    expect(library.problems[0]?.reason).toContain(GONE)
    expect(await library.provenance(id)).toMatchObject({ origin: 'team' })
    await expect(library.prepareResumption(id, computing)).rejects.toThrow("is a teammate's")
    const before = await filesOf(join(directory, 'runs', id))
    await expect(library.resume(id)).rejects.toThrow("is a teammate's")
    expect(await filesOf(join(directory, 'runs', id))).toEqual(before)
    await library.close()
    expect(await look(directory)).toMatchObject({
      origins: { [id]: 'team' },
      told: [[`runs/${id}/place.json`, gone]],
    })
    expect(await look(directory, true)).toMatchObject({ origins: { [id]: 'team' } })
  })

  test('is told where it is the second record of an id', async () => {
    const directory = await temporaryFolder()
    const library = await openLibrary(directory)
    const record = await stoppedOfTeam(library)
    expect(await library.addForeign({ ...record, author: 'another' }, 'team')).toBe('conflict')
    const second = (await library.list()).length
    expect(second).toBe(2)
    const folder = (await filesOf(join(directory, 'runs'))) as Record<string, string>
    const path = Object.keys(folder).find((file) => /\.[0-9a-f]{8}\/place\.json$/.test(file)) ?? ''
    await rm(path)
    await library.list()
    expect(library.problems).toMatchObject([{ file: path }])
  })

  test('is told where it came from a table', async () => {
    const directory = await firstLibrary()
    await look(directory)
    await rm(placeOf(directory, IMPORTED))
    const { origins, told } = await look(directory)
    expect(origins[IMPORTED]).toBe('imported')
    expect(told).toEqual([[`runs/${IMPORTED}/place.json`, gone]])
  })

  test('has one again as soon as something of its place changes', async () => {
    const directory = await firstLibrary()
    await look(directory)
    await rm(placeOf(directory, TEAM))
    const library = await openLibrary(directory)
    await library.setProvenance([TEAM], { goneFromFolder: true })
    await library.close()
    expect(JSON.parse(await readFile(placeOf(directory, TEAM), 'utf8'))).toMatchObject({ origin: 'team' })
    expect(await look(directory)).toMatchObject({ origins: { [TEAM]: 'team' }, told: [] })
  })
})

describe('a library of an older version', () => {
  test('is read as before, without and with the file of origins', async () => {
    const directory = await firstLibrary()
    const origins = { [OWN]: 'own', [TEAM]: 'team', [STOPPED]: 'own', [IMPORTED]: 'imported' }
    const [first, second] = [await look(directory), await look(directory)]
    expect(first).toMatchObject({ origins, told: [] })
    expect(second).toEqual(first)
    const text = await readFile(originsOf(directory), 'utf8')
    expect(text).toContain(TEAM)
    expect(text).not.toContain(OWN)
  })

  test('gets no file where it is only looked at', async () => {
    const directory = await firstLibrary()
    await look(directory, true)
    expect(existsSync(originsOf(directory))).toBe(false)
  })

  test('that goes on in an older version meanwhile: its new runs are what they were there', async () => {
    const directory = await firstLibrary()
    await look(directory)
    // An older version writes no line, neither for a run that it trains nor for one that arrives.
    const [trained, arrived] = ['01M8A9C7T2AGYNXMET6PY0JM0J', '01M8A9C9D0NEQRS8JEG99GY93N']
    for (const [from, to] of [
      [OWN, trained],
      [TEAM, arrived],
    ] as const) {
      const [source, target] = [join(directory, 'runs', from), join(directory, 'runs', to)]
      await cp(source, target, { recursive: true })
      const text = await readFile(join(target, 'record.json'), 'utf8')
      await writeFile(join(target, 'record.json'), text.replaceAll(from, to))
    }
    for (const folder of [`${trained}/annotations`, `${trained}/replays`, `${arrived}/annotations`])
      await rm(join(directory, 'runs', folder), { recursive: true })
    expect((await look(directory)).origins).toMatchObject({ [trained]: 'own', [arrived]: 'team' })
    await rm(placeOf(directory, arrived))
    expect((await look(directory)).told).toMatchObject([[`runs/${arrived}/place.json`, gone]])
  })
})

describe('the file of origins', () => {
  test('is not made for runs that were trained here', async () => {
    const directory = await temporaryFolder()
    const { library } = await stoppedRun(directory)
    await library.list()
    await library.close()
    expect(existsSync(originsOf(directory))).toBe(false)
  })

  test('that was deleted is written anew from the places', async () => {
    const directory = await firstLibrary()
    await look(directory)
    const before = await readFile(originsOf(directory), 'utf8')
    await rm(originsOf(directory))
    expect((await look(directory)).told).toEqual([])
    expect(await readFile(originsOf(directory), 'utf8')).toBe(before)
  })

  test.each([
    ['a letter of an id', (text: string) => text.replace(TEAM, TEAM.replace('M8', 'M9'))],
    ['an origin', (text: string) => text.replace('"team"', '"imported"')],
    ['the name of its seal', (text: string) => text.replace('contentSha256', 'contentShb256')],
    ['its sense', (text: string) => text.replace('"runs"', '"rums"')],
  ])('of which %s was changed is told, and what it said is written again', async (_, damage) => {
    const directory = await firstLibrary()
    const sound = await look(directory)
    await writeFile(originsOf(directory), damage(await readFile(originsOf(directory), 'utf8')))
    const { origins, told } = await look(directory)
    expect(origins).toEqual(sound.origins)
    expect(told).toEqual([['origins.jsonl', 'It was changed since it was written.']])
    await rm(placeOf(directory, TEAM))
    const later = await look(directory)
    expect(later.origins).toEqual(sound.origins)
    expect(later.told).toContainEqual([`runs/${TEAM}/place.json`, gone])
  })

  test.each([0, 1, 40, -1])('that a crash cut after %d characters loses nothing', async (length) => {
    const directory = await firstLibrary()
    const sound = await look(directory)
    const text = await readFile(originsOf(directory), 'utf8')
    await writeFile(originsOf(directory), text.slice(0, length))
    expect(await look(directory)).toEqual(sound)
    await rm(placeOf(directory, TEAM))
    expect(await look(directory)).toMatchObject({
      origins: sound.origins,
      told: [[`runs/${TEAM}/place.json`, gone]],
    })
  })

  test('of a newer version is told, kept, and read as far as it can be', async () => {
    const directory = await firstLibrary()
    await look(directory)
    const newer = JSON.stringify({ format: 'our-neural-network/origins', version: 2, from: {} })
    await appendFile(originsOf(directory), `${newer}\n`)
    const before = await readFile(originsOf(directory), 'utf8')
    const { told } = await look(directory)
    expect(told).toMatchObject([['origins.jsonl', expect.stringContaining('newer version') as string]])
    expect(await readFile(originsOf(directory), 'utf8')).toBe(before)
  })

  test('names a run that never arrived: nothing is missing, and it arrives later', async () => {
    const directory = await temporaryFolder()
    const library = await openLibrary(directory)
    const record = await stoppedOfTeam(library)
    await library.close()
    // A crash between the line and the folder.
    await rm(join(directory, 'runs', record.id), { recursive: true })
    expect(await look(directory)).toEqual({ origins: {}, told: [] })
    const again = await openLibrary(directory)
    expect(await again.addForeign(record, 'team')).toBe('added')
    await again.close()
    expect(await look(directory)).toEqual({ origins: { [record.id]: 'team' }, told: [] })
    expect((await readFile(originsOf(directory), 'utf8')).trimEnd().split('\n')).toHaveLength(1)
  })

  test('takes the lines of many writers at once', async () => {
    const directory = await temporaryFolder()
    const template = await stoppedOfTeam(await openLibrary(await temporaryFolder()))
    const libraries = await Promise.all([1, 2, 3, 4].map(() => openLibrary(directory)))
    const ids = libraries.flatMap((library) =>
      Array.from({ length: 10 }, () => ({ library, id: library.newId() })),
    )
    await Promise.all(ids.map(({ library, id }) => library.addForeign({ ...template, id }, 'team')))
    for (const { id } of ids) await rm(placeOf(directory, id))
    const { origins, told } = await look(directory)
    expect(origins).toEqual(Object.fromEntries(ids.map(({ id }) => [id, 'team'])))
    expect(told).toHaveLength(40)
  })
})

test('a place that says another origin than was noted is told, and makes nothing this computer’s own', async () => {
  const directory = await firstLibrary()
  await look(directory)
  const path = placeOf(directory, TEAM)
  // As the first version wrote them: without a hash, and without the run's id.
  await writeFile(path, (await readFile(path, 'utf8')).replace('"team"', '"own"'))
  const library = await openLibrary(directory)
  await writeFile(join(directory, 'runs', TEAM, 'x'), '')
  expect((await library.list()).find(({ record }) => record.id === TEAM)?.origin).toBe('team')
  expect(library.problems).toMatchObject([{ file: path }])
  await library.close()
})
