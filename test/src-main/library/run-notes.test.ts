import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnnotationEdit } from '#shared/records/annotations'
import { NOTE_FORMAT, type NoteFile } from '#shared/records/note-file'
import { stampOf } from '../../../src-main/base/hybrid-clock'
import { LAST_MOMENT } from '../../../src-main/base/identifiers'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { type BundledProgram, bundleProgram, nextMessage, startProgram } from '../../helpers/bundled-program'
import { newRun } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const NOW = Date.UTC(2026, 10, 5, 10)
const DAY = 86_400_000
let program: BundledProgram
beforeAll(async () => {
  program = await bundleProgram('tag-run')
})
afterAll(() => program.remove())

async function withRun(
  now = (): number => NOW,
): Promise<{ library: Library; id: string; directory: string }> {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory, { now })
  const id = library.newId()
  await library.create(newRun(id))
  return { library, id, directory }
}

function noteAt(run: string, time: number, edit: AnnotationEdit, counter = 0): NoteFile {
  const stamp = stampOf(time, counter)
  return { format: NOTE_FORMAT, version: 1, run, stamp, device: 'zzzzzzzz', edit }
}

async function annotations(library: Library): Promise<unknown> {
  return (await library.list())[0]?.annotations
}

describe('a stamp far ahead of the clock', () => {
  const frozen: AnnotationEdit = { title: 'frozen', note: 'x', tags: ['x'], star: true, archived: true }

  test.each([
    ['the highest of the year 9999', LAST_MOMENT, 2 ** 20 - 1],
    ['two days ahead', NOW + 2 * DAY, 0],
    ['a day and a minute ahead', NOW + DAY + 60_000, 0],
  ])('%s freezes nothing: each later edit holds', async (_, time, counter) => {
    const { library, id } = await withRun()
    await library.addNotes(id, [noteAt(id, time, frozen, counter)])
    for (const title of ['one', 'two', 'three']) {
      await library.annotate([id], { title, archived: false, removeTags: ['x'], star: false, note: title })
      expect(await annotations(library)).toEqual({
        title,
        note: title,
        tags: [],
        star: false,
        archived: false,
      })
    }
    expect((await library.notes(id)).map(({ edit }) => edit.title)).toContain('frozen')
  })

  test('does not win over an older edit', async () => {
    const { library, id } = await withRun()
    await library.annotate([id], { title: 'before' })
    await library.addNotes(id, [noteAt(id, LAST_MOMENT, { title: 'frozen' })])
    expect(await annotations(library)).toMatchObject({ title: 'before' })
  })

  test('what was edited since still holds when the clock has come there', async () => {
    let now = NOW
    const { library, id, directory } = await withRun(() => now)
    await library.addNotes(id, [noteAt(id, NOW + 3 * DAY, { title: 'early', star: true })])
    await library.annotate([id], { title: 'mine' })
    await library.close()
    now = NOW + 10 * DAY
    const later = await openLibrary(directory, { now: () => now })
    // The star was edited by nobody else.
    expect(await annotations(later)).toMatchObject({ title: 'mine', star: true })
  })
})

test.each([
  ['1970', 0],
  ['1950', -20 * 365 * DAY],
  ['ten days ago', NOW - 10 * DAY],
])('an edit of a computer whose clock stands in %s holds here and everywhere', async (_, wrong) => {
  const { library, id } = await withRun()
  await library.annotate([id], { title: 'before', tags: ['a'] })
  const late = await openLibrary(library.directory, { now: () => wrong })
  await late.annotate([id], { title: 'after', addTags: ['b'] })
  expect(await annotations(late)).toMatchObject({ title: 'after', tags: ['a', 'b'] })
  const right = await openLibrary(library.directory, { now: () => NOW })
  expect(await annotations(right)).toMatchObject({ title: 'after', tags: ['a', 'b'] })
  await right.annotate([id], { title: 'last' })
  expect(await annotations(right)).toMatchObject({ title: 'last' })
})

test('an edit that does not come to hold is an error', async () => {
  const { library, id } = await withRun()
  await library.addNotes(id, [noteAt(id, LAST_MOMENT, { title: 'last of all' }, 2 ** 20 - 1)])
  // After the last moment that a stamp can tell, no later one is left.
  const late = await openLibrary(library.directory, { now: () => LAST_MOMENT + 10 * 365 * DAY })
  await late.annotate([id], { title: 'one' })
  expect(await annotations(late)).toMatchObject({ title: 'one' })
  await expect(late.annotate([id], { title: 'two' })).rejects.toThrow(
    `The edit of run ${id} was not saved: another edit of it has a later time.`,
  )
})

describe('several at once', () => {
  test('twelve processes tag one run, and all twelve tags are there', async () => {
    const { library, id, directory } = await withRun(Date.now)
    const tags = Array.from({ length: 12 }, (_, index) => `tag ${String(index).padStart(2, '0')}`)
    const children = tags.map((tag) => startProgram(program.path, [directory, id, tag]))
    // The window tags at the same time.
    const own = Array.from({ length: 5 }, (_, index) => library.annotate([id], { addTags: [`own ${index}`] }))
    await Promise.all([...children.map(nextMessage), ...own])
    const [summary] = await library.list()
    expect([...(summary?.annotations.tags ?? [])].sort()).toEqual([
      ...Array.from({ length: 5 }, (_, index) => `own ${index}`),
      ...tags,
    ])
    const stamps = (await library.notes(id)).map(({ stamp }) => stamp)
    expect(new Set(stamps).size).toBe(17)
    expect((await readdir(join(directory))).filter((name) => name.includes('held'))).toEqual([])
  })

  test('a tag that one takes away and one that another adds both hold', async () => {
    const { library, id } = await withRun()
    await library.annotate([id], { tags: ['a', 'b'] })
    await Promise.all([
      library.annotate([id], { removeTags: ['a'] }),
      library.annotate([id], { addTags: ['c', 'b'] }),
      library.annotate([id], { star: true }),
    ])
    expect(await annotations(library)).toMatchObject({ tags: ['b', 'c'], star: true })
  })
})

test('800 edits that arrive together are read once, not once for each', async () => {
  const { library, id } = await withRun()
  const notes = Array.from({ length: 800 }, (_, index) => noteAt(id, NOW + index, { title: `t${index}` }))
  let changes = 0
  const end = library.onChange(() => (changes += 1))
  await library.addNotes(id, notes)
  await library.addNotes(id, notes)
  end()
  // The look of every two seconds after a run that goes on may fall in between on a slow disk.
  expect(changes).toBeLessThan(20)
  expect(await annotations(library)).toMatchObject({ title: 't799' })
})
