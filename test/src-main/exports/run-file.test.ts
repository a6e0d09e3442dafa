import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs'
import { open as openFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { path7za } from '7zip-bin'
import { unzipSync, type Zippable, zipSync } from 'fflate'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openRunFile, type RunFile } from '../../../src-main/exports/run-file/read-run-file'
import { lookIntoRunFile, takeRunFile } from '../../../src-main/exports/run-file/take-run-file'
import { runFile } from '../../../src-main/exports/run-file/write-run-file'
import { temporaryFolders } from '../../helpers/temporary-folder'
import { filesIn } from './helpers/files-in'
import { fillLibrary, openBoth, passedOf } from './helpers/passed-library'

const RUNS = 3
const newFolder = temporaryFolders()
let passed: Awaited<ReturnType<typeof passedOf>>
let bytes: Uint8Array
let files: Readonly<Record<string, Uint8Array>>

beforeAll(async () => {
  const from = await openBoth(await newFolder())
  await fillLibrary(from, RUNS)
  passed = await passedOf(from)
  await from.library.close()
  bytes = runFile(passed.runs, passed.searches)
  files = unzipSync(bytes)
})

const opened: RunFile[] = []
afterEach(() => Promise.all(opened.splice(0).map(({ zip }) => zip.close())))
async function open(content: Uint8Array): Promise<RunFile> {
  const path = join(await newFolder(), 'a.onn')
  await writeFile(path, content)
  const file = await openRunFile(path)
  opened.push(file)
  return file
}
const faultOf = async (content: Uint8Array): Promise<string> => {
  try {
    await open(content)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}
/** The same file with other entries. */
const withFiles = (change: Readonly<Record<string, Uint8Array | undefined>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({ ...files, ...change }).filter(([, content]) => content !== undefined),
    ) as Zippable,
    { level: 1 },
  )
const nameOf = (ending: string): string => Object.keys(files).find((name) => name.endsWith(ending)) ?? ''

describe('a run file', () => {
  it('brings runs, what is said of them and searches into another library as they were', async () => {
    const target = await openBoth(await newFolder())
    const contents = await lookIntoRunFile(await open(bytes), target)
    expect(contents).toMatchObject({ runs: RUNS, fresh: RUNS, conflicts: 0, withWeights: RUNS, searches: 1 })
    expect(await target.library.list()).toEqual([])

    const taken = await takeRunFile(await open(bytes), target)
    expect(taken).toEqual({ added: RUNS, known: 0, conflicts: 0, searches: 1, problems: [] })
    expect(await passedOf(target)).toEqual({
      runs: passed.runs,
      searches: passed.searches.map(({ search, order }) => ({
        search: { ...search, startedAt: expect.any(String) as string },
        order,
      })),
    })
    expect((await target.library.list()).map(({ origin }) => origin)).toEqual(['team', 'team', 'team'])
    await target.library.close()
  })

  it('brings nothing twice, and changes nothing of what is there', async () => {
    const folder = await newFolder()
    const target = await openBoth(folder)
    await takeRunFile(await open(bytes), target)
    const before = filesIn(join(folder, 'runs'))
    expect(await takeRunFile(await open(bytes), target)).toMatchObject({ added: 0, known: RUNS, searches: 0 })
    expect(filesIn(join(folder, 'runs'))).toEqual(before)

    const [run] = passed.runs
    if (run === undefined) throw new Error('There is no run.')
    const other = runFile([{ ...run, record: { ...run.record, author: 'Another' } }])
    expect(await lookIntoRunFile(await open(other), target)).toMatchObject({ fresh: 0, conflicts: 1 })
    expect(await takeRunFile(await open(other), target)).toMatchObject({ added: 0, conflicts: 1 })
    const after = filesIn(join(folder, 'runs'))
    expect(after).toMatchObject(before)
    expect((await target.library.list()).filter(({ conflict }) => conflict)).toHaveLength(2)
    await target.library.close()
  })

  it('completes a run of which the library has only the record', async () => {
    const target = await openBoth(await newFolder())
    await takeRunFile(
      await open(runFile(passed.runs.map((run) => ({ ...run, weights: null, curves: null })))),
      target,
    )
    expect(await takeRunFile(await open(bytes), target)).toMatchObject({ known: RUNS, problems: [] })
    expect((await passedOf(target)).runs).toEqual(passed.runs)
    await target.library.close()
  })

  it('has the same bytes for the same runs, and is a zip for other programs', async () => {
    expect(Buffer.from(runFile(passed.runs, passed.searches)).equals(Buffer.from(bytes))).toBe(true)
    const folder = await newFolder()
    const [path, program] = [join(folder, 'a.zip'), join(folder, basename(path7za))]
    writeFileSync(path, bytes)
    // It comes without the right to be run.
    copyFileSync(path7za, program)
    chmodSync(program, 0o755)
    const said = execFileSync(program, ['t', path], { encoding: 'utf8' })
    expect(said).toContain('Everything is Ok')
    expect(said).toContain(`Files: ${Object.keys(files).length}`)
  })

  it('is not made of a run that goes on, or that was changed', () => {
    const [run] = passed.runs
    if (run === undefined) throw new Error('There is no run.')
    const record = (change: object) => [{ ...run, record: { ...run.record, ...change } }]
    expect(() => runFile(record({ stopReason: 'interrupted' }))).toThrow('has not ended')
    expect(() => runFile(record({ contentSha256: 'ab'.repeat(32) }))).toThrow('was changed since')
  })
})

describe('a file that is no run file, or a hostile one', () => {
  const twice = (from: string, to: string): Uint8Array => {
    const text = Buffer.from(withFiles({ [from]: new Uint8Array(3) })).toString('latin1')
    return Buffer.from(text.replaceAll(from, to), 'latin1')
  }

  it('is named with what is wrong', async () => {
    expect(await faultOf(new Uint8Array())).toBe('Cannot open a.onn: it is no whole zip.')
    expect(await faultOf(new TextEncoder().encode('%PDF-1.7'.repeat(99)))).toContain('it is no whole zip')
    expect(await faultOf(zipSync({ 'a.txt': new Uint8Array(3) }))).toContain('a zip, but no run file')
    const about = { format: 'our-neural-network/run-file', version: 2 }
    const newer = new TextEncoder().encode(JSON.stringify(about))
    expect(await faultOf(withFiles({ 'run-file.json': newer }))).toContain(
      'made by a newer version of the lab',
    )
    expect(await faultOf(twice('run-file.jsoX', 'run-file.json'))).toContain('has "run-file.json" twice')
  })

  it('is refused wherever it is cut', async () => {
    for (let length = 0; length < bytes.length; length += 997)
      expect(await faultOf(bytes.subarray(0, length))).toContain('it is no whole zip')
  })

  it('never says where its files go', async () => {
    const folder = await newFolder()
    const target = await openBoth(join(folder, 'library'))
    const record = files[nameOf('record.json')]
    const slips = ['../../slip.json', '/tmp/slip.json', 'runs/../../record.json', 'C:\\slip.json']
    const file = await open(withFiles(Object.fromEntries(slips.map((name) => [name, record]))))
    const taken = await takeRunFile(file, target)
    expect(taken).toMatchObject({ added: RUNS })
    for (const name of slips)
      expect(taken.problems).toContain(`${name}: It is no file of a run, and is not taken.`)
    await target.library.close()
    expect(Object.keys(filesIn(folder)).filter((name) => !name.startsWith('library'))).toEqual([])
  })

  /** The same zip, whose directory claims another size for a file: the directory is behind the files, 22 bytes before a name. */
  function claiming(content: Uint8Array, name: string, size: number): Uint8Array {
    const copy = Buffer.from(content)
    copy.writeUInt32LE(size, copy.lastIndexOf(name) - 22)
    return copy
  }

  it('is refused before it is unpacked where it unpacks to far more than it is', async () => {
    const weights = Object.keys(files).filter((name) => name.endsWith('weights.safetensors'))
    let bomb = withFiles({})
    for (const name of weights) bomb = claiming(bomb, name, 30_000_000)
    expect(await faultOf(bomb)).toContain('it unpacks to more than 30 times its size')
    const long = { [nameOf('record.json')]: new Uint8Array(2_000_000) }
    expect(await faultOf(withFiles(long))).toContain('with 2000000 bytes, but at most 1048576 are allowed')
  })

  it('is refused where its sizes are invented', async () => {
    const name = nameOf('record.json')
    expect(await faultOf(claiming(bytes, name, 0xffff_fffe))).toContain('but at most 1048576 are allowed')
    expect(await faultOf(claiming(bytes, name, 3))).toContain('whose sizes do not fit together')
    // What unpacks to more than it claims is cut there, and then is not what was written.
    expect((await open(claiming(bytes, name, 900))).problems).toHaveLength(1)
  })

  it('loses only what is damaged, and says so', async () => {
    const target = await openBoth(await newFolder())
    const change = {
      [nameOf('curves.json')]:
        files[Object.keys(files).findLast((name) => name.endsWith('curves.json')) ?? ''],
      [nameOf('weights.safetensors')]: Uint8Array.of(255, 255, 255, 127, 0, 0, 0, 0, 1, 2, 3),
      [Object.keys(files).findLast((name) => name.endsWith('record.json')) ?? '']: new TextEncoder().encode(
        '{}',
      ),
      [nameOf('search.json')]: undefined,
    }
    const { problems, ...taken } = await takeRunFile(await open(withFiles(change)), target)
    expect(taken).toEqual({ added: RUNS - 1, known: 0, conflicts: 0, searches: 0 })
    expect(problems).toHaveLength(5)
    expect(problems[0]).toBe(
      `run-file.json: It names ${Object.keys(files).length - 1} files, but there are ${Object.keys(files).length - 2}.`,
    )
    expect(problems.join('\n')).toMatch(/its header claims 2147483647 bytes/)
    expect(problems.join('\n')).toMatch(/curves\.json: It is about run /)
    await target.library.close()
  })

  it('takes no more memory where it is large, and claims of 2 GiB take none', async () => {
    const path = join(await newFolder(), 'large.onn')
    const hole = 400 * 1_048_576
    // The same zip, with a hole between its files and its directory.
    const [directory, end] = [Buffer.from(bytes).readUInt32LE(bytes.length - 6), bytes.length - 22]
    const tail = Buffer.from(bytes.subarray(directory))
    tail.writeUInt32LE(directory + hole, end - directory + 16)
    const file = await openFile(path, 'w')
    await file.write(bytes.subarray(0, directory), 0)
    await file.write(tail, 0, tail.length, directory + hole)
    await file.close()

    const before = process.memoryUsage().arrayBuffers
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 1)
    const target = await openBoth(await newFolder())
    const large = await openRunFile(path)
    opened.push(large)
    expect(await takeRunFile(large, target)).toMatchObject({ added: RUNS, problems: [] })
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    clearInterval(watch)
    await target.library.close()
    expect(most).toBeLessThan(64 * 1_048_576)

    const weights = nameOf('weights.safetensors')
    expect(await faultOf(claiming(bytes, weights, 0x8000_0000))).toContain('it is no whole zip')
    const packed = withFiles({})
    expect(await faultOf(claiming(packed, nameOf('record.json'), 0x8000_0000))).toContain(
      'with 2147483648 bytes, but at most 1048576 are allowed',
    )
  })
})
