import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { sealedLine } from '../../../src-main/base/sealed-json'
import { importTable } from '../../../src-main/library/import-table'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { longTable } from '../../helpers/long-table'
import { temporaryFolders } from '../../helpers/temporary-folder'

const ROWS = 520
const bytes = new TextEncoder().encode(longTable(ROWS))
const temporaryFolder = temporaryFolders()

const importsOf = (directory: string): string => join(directory, 'imports')

/** The only import file of a library. */
function fileOf(directory: string): string {
  const [name = ''] = readdirSync(importsOf(directory)).filter((each) => each !== 'taken-out.jsonl')
  return join(importsOf(directory), name)
}

async function imported(): Promise<{ readonly directory: string; readonly library: Library }> {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  expect(await importTable(library, 'table.csv', bytes)).toMatchObject({ added: ROWS, problemCount: 0 })
  return { directory, library }
}

async function reopened(directory: string): Promise<Library> {
  // What is remembered must not hide what the files say.
  await rm(join(directory, 'index.json'), { force: true })
  return openLibrary(directory)
}

let sound = ''
let soundText = ''
beforeAll(async () => {
  const { directory, library } = await imported()
  await library.close()
  sound = fileOf(directory)
  soundText = readFileSync(sound, 'utf8')
})

describe('a long table', () => {
  it('lies in one file, and its runs are those that folders would hold', async () => {
    const { directory, library } = await imported()
    expect(readdirSync(join(directory, 'runs'))).toEqual([])
    const inFile = await library.list()
    const records = await Promise.all(inFile.map(({ record }) => library.record(record.id)))
    await library.close()

    const folders = await openLibrary(await temporaryFolder())
    expect(await folders.addImported(records)).toBe(ROWS)
    expect(await folders.list()).toEqual(inFile)
    for (const record of records.slice(0, 20)) expect(await folders.record(record.id)).toEqual(record)
    await folders.close()
  })

  it('is the same for a look that reads the file and for one that remembers it', async () => {
    const { directory, library } = await imported()
    const first = await library.list()
    await library.close()
    const remembering = await openLibrary(directory)
    expect(await remembering.list()).toEqual(first)
    await remembering.close()
    const reading = await reopened(directory)
    expect(await reading.list()).toEqual(first)
    expect(reading.problems).toEqual([])
    expect(await importTable(reading, 'again.csv', bytes)).toMatchObject({ added: 0, known: ROWS })
    await reading.close()
  })

  it('gives a run a folder of its own when something is written to it', async () => {
    const { directory, library } = await imported()
    const [run] = await library.list()
    const id = run?.record.id ?? ''
    await library.annotate([id], { star: true, addTags: [], removeTags: [] })
    expect(readdirSync(join(directory, 'runs'))).toEqual([id])
    const starred = await library.list()
    expect(starred).toHaveLength(ROWS)
    expect(starred.find(({ record }) => record.id === id)).toEqual({
      ...run,
      annotations: { ...run?.annotations, star: true },
    })
    await library.close()
    for (const open of [openLibrary, reopened]) {
      const again = await open(directory)
      expect(await again.list()).toEqual(starred)
      expect(again.problems).toEqual([])
      await again.close()
    }
  })

  it('does not bring a discarded run back, but importing it again does', async () => {
    const { directory, library } = await imported()
    const [run] = await library.list()
    await library.discard(run?.record.id ?? '')
    expect(await library.list()).toHaveLength(ROWS - 1)
    await expect(library.record(run?.record.id ?? '')).rejects.toThrow('There is no run')
    await library.close()
    const again = await reopened(directory)
    expect(await again.list()).toHaveLength(ROWS - 1)
    expect(await importTable(again, 'again.csv', bytes)).toMatchObject({ added: 1, known: ROWS - 1 })
    expect(await again.list()).toHaveLength(ROWS)
    await again.close()
  })

  it('is seen by another process that has the library open', async () => {
    const directory = await temporaryFolder()
    const watching = await openLibrary(directory)
    const seen = new Set<string>()
    watching.onChange((changed) => {
      for (const { record } of changed) seen.add(record.id)
    })
    const importing = await openLibrary(directory)
    await importTable(importing, 'table.csv', bytes)
    await expect.poll(() => seen.size).toBe(ROWS)
    const [run] = await importing.list()
    await importing.discard(run?.record.id ?? '')
    expect(await watching.list()).toHaveLength(ROWS - 1)
    await importing.close()
    await watching.close()
  })
})

const lines = (): string[] => soundText.split('\n')
const DAMAGES: readonly (readonly [string, () => string, number, string])[] = [
  [
    'a digit of a result',
    () => soundText.replace(/"testAccuracy":0\.7/, '"testAccuracy":0.8'),
    ROWS - 1,
    'Line 2 is not as it was written',
  ],
  [
    'a line that is gone',
    () => lines().toSpliced(7, 1).join('\n'),
    ROWS - 1,
    `It holds ${ROWS - 1} of the ${ROWS} runs`,
  ],
  [
    'a line that stands twice',
    () =>
      lines()
        .toSpliced(7, 0, lines()[3] ?? '')
        .join('\n'),
    ROWS,
    'Line 8 is not as it was written',
  ],
  ['an end that is cut', () => soundText.slice(0, -9), ROWS - 1, `Line ${ROWS + 1} is not as it was written`],
  [
    'a first line that was changed',
    () => soundText.replace(`"runs":${ROWS}`, `"runs":${ROWS + 1}`),
    ROWS,
    'It was changed',
  ],
  ['nothing', () => '', 0, 'It was changed'],
  [
    'bytes that are no text',
    () => soundText.replace('table.csv', 'tab\u0000le.csv'),
    ROWS - 1,
    'Line 2 is not as it was written',
  ],
  [
    'a newer version',
    () => [sealedLine({ format: 'our-neural-network/import', version: 2 }), ...lines().slice(1)].join('\n'),
    0,
    'newer version',
  ],
]

it('what an import that was killed left beside the files is removed once it is old', async () => {
  const { directory, library } = await imported()
  await library.close()
  const left = join(importsOf(directory), '~01M8C5N5T0YSMA8T4BWTKE60CW.jsonl-7-0123456789ab.tmp')
  writeFileSync(left, soundText.slice(0, 5000))
  await (await openLibrary(directory)).close()
  expect(existsSync(left)).toBe(true)
  const later = await openLibrary(directory, { now: () => Date.now() + 2 * 3_600_000 })
  expect(existsSync(left)).toBe(false)
  expect(await later.list()).toHaveLength(ROWS)
  expect(later.problems).toEqual([])
  await later.close()
})

describe('a damaged import file', () => {
  it.each(DAMAGES)('is told: %s', async (_, damaged, shown, reason) => {
    const { directory, library } = await imported()
    await library.close()
    writeFileSync(fileOf(directory), damaged())
    const again = await openLibrary(directory)
    expect(await again.list()).toHaveLength(shown)
    const problems = again.problems.map(({ file, reason: said }) => `${file}: ${said}`)
    expect(problems.join('\n')).toContain(reason)
    expect(problems.join('\n')).toContain(fileOf(directory))
    await again.close()
  })

  it('is told where it is a copy, and where its name is another', async () => {
    const { directory, library } = await imported()
    copyFileSync(fileOf(directory), join(importsOf(directory), '01M8C5N5T0YSMA8T4BWTKE60CW.jsonl'))
    writeFileSync(join(importsOf(directory), 'notes.txt'), 'x')
    expect(await library.list()).toHaveLength(ROWS)
    const reasons = library.problems.map(({ reason }) => reason).join('\n')
    expect(reasons).toContain('It is a copy of')
    expect(reasons).toContain('Its name is not that of an import.')
    await library.close()
  })

  it('shows a run again, and tells it, where the note that it was taken out is damaged', async () => {
    const { directory, library } = await imported()
    const [run] = await library.list()
    await library.discard(run?.record.id ?? '')
    const path = join(importsOf(directory), 'taken-out.jsonl')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"version":1', '"version":7'))
    const again = await reopened(directory)
    expect(await again.list()).toHaveLength(ROWS)
    expect(again.problems).toMatchObject([{ file: path }])
    await again.close()
    await library.close()
  })
})
