import { execFileSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibrary } from '../../../src-main/library/library'
import { type BundledProgram, bundleProgram, nextMessage, startProgram } from '../../helpers/bundled-program'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()

async function libraryWithRuns(count: number) {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const ids: string[] = []
  for (let made = 0; made < count; made++) {
    const id = library.newId()
    await library.create(newRun(id))
    await library.finish(id, smallResult(smallExperiment()), smallCurves(id))
    ids.push(id)
  }
  return { directory, ids, file: (id: string, name: string): string => join(directory, 'runs', id, name) }
}

test('what lies where runs lie and is none is named, and the runs beside it are read', async () => {
  const { directory, ids } = await libraryWithRuns(1)
  const place = join(directory, 'runs')
  const file = join(place, '01HZZZZZZZZZZZZZZZZZZZZZZZ')
  await writeFile(file, 'mine')
  await mkdir(join(place, 'a folder of mine'))
  const library = await openLibrary(directory)
  expect((await library.list()).map(({ record }) => record.id)).toEqual(ids)
  expect(library.problems).toEqual(
    expect.arrayContaining([
      { file, reason: 'It has the name of a run, but is a file.' },
      { file: join(place, 'a folder of mine'), reason: 'Its name is not the id of a run.' },
    ]),
  )
  await library.close()
  expect(await readFile(file, 'utf8')).toBe('mine')
})

describe('a record that cannot be used is named, and nothing of it is changed', () => {
  const cases: readonly [string, (text: string) => string | Uint8Array, RegExp][] = [
    ['cut in half', (text) => text.slice(0, text.length / 2), /not complete JSON/],
    ['empty', () => '', /empty/],
    ['zeros after a power cut', (text) => new Uint8Array(text.length), /not complete JSON/],
    ['not UTF-8', () => Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), /not UTF-8/],
    [
      'edited to an accuracy of 2',
      (text) => text.replace('"testAccuracy": 0.89', '"testAccuracy": 2'),
      /testAccuracy is 2, but must be at most 1/,
    ],
    [
      'edited to a negative layer',
      (text) => text.replace(/"hidden": \[\s*3\s*\]/, '"hidden": [-3]'),
      /design\.hidden\.0 is -3/,
    ],
    ['of another format', (text) => text.replace('our-neural-network/run', 'foreign'), /format is "foreign"/],
    [
      'of a newer version',
      (text) => text.replace('"version": 1,\n  "id"', '"version": 2,\n  "id"'),
      /version is 2/,
    ],
    ['with a field for prototypes', (text) => text.replace('{', '{"__proto__": {"a": 1},'), /__proto__/],
    [
      'of another run',
      (text) => text.replace(/"id": "\w+"/, '"id": "01HZZZZZZZZZZZZZZZZZZZZZZZ"'),
      /lies in the folder of another run/,
    ],
  ]
  test.each(cases)('%s', async (_, damage, reason) => {
    const { directory, ids, file } = await libraryWithRuns(2)
    const [broken = '', sound = ''] = ids
    const path = file(broken, 'record.json')
    const damaged = damage(await readFile(path, 'utf8'))
    await writeFile(path, damaged)
    const library = await openLibrary(directory)
    expect((await library.list()).map(({ record }) => record.id)).toEqual([sound])
    expect(library.problems).toMatchObject([{ file: path }])
    expect(library.problems[0]?.reason).toMatch(reason)
    await expect(library.record(broken)).rejects.toThrow(reason)
    expect(await readFile(path)).toEqual(Buffer.from(damaged))
  })
})

test('a record that is a pipe is named, and nobody waits for its writer', async () => {
  if (process.platform === 'win32') return
  const { directory, ids, file } = await libraryWithRuns(2)
  const [broken = '', sound = ''] = ids
  const path = file(broken, 'record.json')
  await rm(path)
  execFileSync('mkfifo', [path])
  const library = await openLibrary(directory)
  expect((await library.list()).map(({ record }) => record.id)).toEqual([sound])
  expect(library.problems).toMatchObject([{ file: path, reason: 'It is not a file.' }])
})

test('a record that was repaired is back, without a new start', async () => {
  const { directory, ids, file } = await libraryWithRuns(1)
  const path = file(ids[0] ?? '', 'record.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.slice(0, 50))
  const library = await openLibrary(directory)
  expect(await library.list()).toEqual([])
  await writeFile(path, text)
  expect(await library.list()).toHaveLength(1)
  expect(library.problems).toEqual([])
})

test('fields that this version does not know outlive a rewrite', async () => {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const id = library.newId()
  await library.create(newRun(id))
  const path = join(directory, 'runs', id, 'record.json')
  const record = JSON.parse(await readFile(path, 'utf8')) as { experiment: { plan: object } }
  const edited = {
    ...record,
    mood: 'good',
    experiment: { ...record.experiment, plan: { ...record.experiment.plan, twist: [1] } },
  }
  await writeFile(path, JSON.stringify(edited))
  await library.finish(id, smallResult(smallExperiment()), smallCurves(id))
  const written: unknown = JSON.parse(await readFile(path, 'utf8'))
  expect(written).toMatchObject({
    mood: 'good',
    stopReason: 'completed',
    experiment: { plan: { twist: [1] } },
  })
})

test('cut or exchanged weights are refused, and the run stays', async () => {
  const { directory, ids, file } = await libraryWithRuns(2)
  const [first = '', second = ''] = ids
  await truncate(file(first, 'weights.safetensors'), 5000)
  const library = await openLibrary(directory)
  await expect(library.weights(first)).rejects.toThrow(
    `Cannot use ${file(first, 'weights.safetensors')}: its tensors take`,
  )
  const bytes = await readFile(file(second, 'weights.safetensors'))
  bytes[bytes.length - 1] = 1
  await writeFile(file(second, 'weights.safetensors'), bytes)
  await expect(library.weights(second)).rejects.toThrow('its SHA-256 is not the one in the record')
  expect(await library.list()).toHaveLength(2)
})

test('curves whose columns differ in length are refused', async () => {
  const { directory, ids, file } = await libraryWithRuns(1)
  const [id = ''] = ids
  const text = await readFile(file(id, 'curves.json'), 'utf8')
  await writeFile(file(id, 'curves.json'), text.replace('"iteration": [10,20,30]', '"iteration": [10,20]'))
  await expect((await openLibrary(directory)).curves(id)).rejects.toThrow(
    `The curves of run ${id} cannot be used: Its columns differ in length.`,
  )
})

test('a broken note is named, and the others count', async () => {
  const { directory, ids, file } = await libraryWithRuns(1)
  const [id = ''] = ids
  const before = await openLibrary(directory)
  await before.annotate([id], { title: 'stays' })
  await writeFile(file(id, 'annotations/broken.json'), '{"format":')
  const library = await openLibrary(directory)
  expect((await library.list())[0]?.annotations.title).toBe('stays')
  expect(library.problems).toMatchObject([{ file: file(id, 'annotations/broken.json') }])
})

test('strange things among the runs are named and left alone', async () => {
  const { directory } = await libraryWithRuns(1)
  await mkdir(join(directory, 'runs', 'My copy'))
  await writeFile(join(directory, 'runs', 'notes.txt'), 'x')
  const library = await openLibrary(directory)
  expect(await library.list()).toHaveLength(1)
  expect(library.problems.map(({ file }) => file).sort()).toEqual([
    join(directory, 'runs', 'My copy'),
    join(directory, 'runs', 'notes.txt'),
  ])
})

describe('a folder that cannot be a library', () => {
  test('is a file', async () => {
    const path = join(await temporaryFolder(), 'file')
    await writeFile(path, 'x')
    await expect(openLibrary(path)).rejects.toThrow(
      `Cannot use the library ${path}: it is a file, not a folder.`,
    )
    await expect(openLibrary(join(path, 'below'))).rejects.toThrow(
      'a part of its path is a file, not a folder',
    )
  })

  test('where the system makes no folders', async () => {
    await expect(openLibrary('/proc/library')).rejects.toThrow(/Cannot use the library \/proc\/library: /)
  })

  test('is not there, for somebody who only looks', async () => {
    const path = join(await temporaryFolder(), 'nothing')
    await expect(openLibrary(path, { readOnly: true })).rejects.toThrow('there is no library in that folder')
  })

  test('was made by a newer version', async () => {
    const directory = await temporaryFolder()
    const marker = { format: 'our-neural-network/library', version: 2, device: 'abcdefgh' }
    await writeFile(join(directory, 'library.json'), JSON.stringify(marker))
    await expect(openLibrary(directory)).rejects.toThrow('made by a newer version of the lab (format 2)')
  })
})

// Root may write everywhere, so an ordinary user has to try.
describe.runIf(process.getuid?.() === 0)('as an ordinary user', () => {
  const nobody = 65_534
  let program: BundledProgram
  beforeAll(async () => {
    program = await bundleProgram('open-library')
    await chmod(join(program.path, '..'), 0o755)
  })
  afterAll(() => program.remove())

  async function said(directory: string): Promise<string> {
    const child = startProgram(program.path, [directory], { uid: nobody })
    return ((await nextMessage(child)) as { readonly said: string }).said
  }

  test('a folder that may not be written is named in a sentence', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'unwritable-'))
    await chmod(parent, 0o755)
    expect(await said(join(parent, 'library'))).toBe(
      `Cannot use the library ${join(parent, 'library')}: permission is denied.`,
    )
    expect(await said(parent)).toBe(`Cannot use the library ${parent}: permission is denied.`)
    await rm(parent, { recursive: true, maxRetries: 10 })
  })

  test('a library that became read-only says so, and what is in it is untouched', async () => {
    const { directory, ids, file } = await libraryWithRuns(1)
    await chmod(directory, 0o755)
    const before = await readFile(file(ids[0] ?? '', 'record.json'))
    expect(await said(directory)).toBe(`Cannot use the library ${directory}: permission is denied.`)
    expect(await readFile(file(ids[0] ?? '', 'record.json'))).toEqual(before)
  })

  test('in a folder of their own everything works', async () => {
    const directory = await temporaryFolder()
    await chown(directory, nobody, nobody)
    expect(await said(directory)).toMatch(/^recorded /)
  })
})
