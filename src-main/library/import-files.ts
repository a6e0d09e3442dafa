import { readdirSync, statSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { newerVersion } from '#shared/records/newer-version'
import type { RunRecord } from '#shared/records/run-record'
import { isTemporaryName } from '../base/atomic-file'
import { errorCode, fileFault } from '../base/file-errors'
import { readTextNow } from '../base/read-now'
import { CHANGED, openSealedLine, sealedLine } from '../base/sealed-json'
import { readImport, runsInImportNow } from './import-file'
import { isRunFolder, type LibraryPaths } from './library-paths'
import type { LibraryProblem } from './library-problem'

const TAKEN_OUT = 'taken-out.jsonl'
const TAKEN_OUT_FORMAT = 'our-neural-network/taken-out'
const FILE_NAME = /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.jsonl$/
const SIGNATURE = 'import '

const takenSchema = v.object({
  format: v.literal(TAKEN_OUT_FORMAT),
  version: v.literal(1),
  file: v.string(),
  run: v.pipe(v.string(), v.check(isRunFolder)),
})

/** A record that was read from an import file, and the signature of the file. */
export interface ImportedRun {
  readonly record: RunRecord
  readonly signature: string
}

interface ImportFile {
  readonly signature: string
  /** Those that have no folder of their own. */
  readonly runs: Set<string>
  readonly faults: readonly string[]
}

/** Whether a signature is that of an import file and not of a run's folder. */
export function isOfImport(signature: string | undefined): boolean {
  return signature?.startsWith(SIGNATURE) === true
}

/** What a system's error or a sentence says, as a reason. */
function reasonOf(error: unknown): string {
  return errorCode(error) === '' && error instanceof Error
    ? error.message
    : `It cannot be read: ${fileFault(error)}.`
}

function signatureOf(path: string, name: string): string {
  const { ino, size, mtimeMs } = statSync(path)
  return `${SIGNATURE}${name} ${ino} ${size} ${mtimeMs}`
}

/**
 * The runs of long tables: one file a table, because a folder for each of 50,000 runs takes a disk half a minute.
 *
 * A run to which something is to be written moves into a folder of its own. Which did is noted beside the files, so that a run whose folder
 * is removed later does not come back.
 */
export function createImportFiles(paths: LibraryPaths) {
  const files = new Map<string, ImportFile>()
  const takenOut = new Map<string, Set<string>>()
  let takenSignature = ''
  let problems: readonly LibraryProblem[] = []
  const pathOf = (name: string): string => join(paths.imports, name)

  function namesNow(found: LibraryProblem[]): readonly string[] {
    let names: readonly string[] = []
    try {
      names = readdirSync(paths.imports)
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') found.push({ file: paths.imports, reason: reasonOf(error) })
    }
    const own = names.filter((name) => !isTemporaryName(name) && !name.startsWith('.') && name !== TAKEN_OUT)
    for (const name of own.filter((each) => !FILE_NAME.test(each)))
      found.push({ file: pathOf(name), reason: 'Its name is not that of an import.' })
    return own.filter((name) => FILE_NAME.test(name)).sort()
  }

  /** Takes what a line says; answers with what is wrong with it, null where nothing is. */
  function takeLine(line: string): string | null {
    if (line === '') return null
    const opened = openSealedLine(line)
    const newer = newerVersion(opened?.value, TAKEN_OUT_FORMAT)
    if (newer !== null) return newer
    const result = v.safeParse(takenSchema, opened?.value)
    if (opened?.intact !== true || !result.success) return CHANGED
    const { file, run } = result.output
    takenOut.set(file, (takenOut.get(file) ?? new Set()).add(run))
    files.get(file)?.runs.delete(run)
    return null
  }

  function readTakenOutNow(found: LibraryProblem[]): void {
    const path = pathOf(TAKEN_OUT)
    try {
      const signature = signatureOf(path, TAKEN_OUT)
      if (signature === takenSignature) return
      takenOut.clear()
      const faults = readTextNow(path, 'takenOut').split('\n').map(takeLine)
      const fault = faults.find((each) => each !== null)
      // A line that cannot be used is told with every look, and its run is shown.
      if (fault == null) takenSignature = signature
      else found.push({ file: path, reason: fault })
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') found.push({ file: path, reason: reasonOf(error) })
    }
  }

  /** What an earlier process knew of a file, where that is all of it; null where the file must be read. */
  function remembered(name: string, signature: string, known: ReadonlySet<string>): ImportFile | null {
    if (known.size === 0) return null
    const runs = runsInImportNow(pathOf(name))
    const isAll = runs === known.size + (takenOut.get(name)?.size ?? 0)
    return isAll ? { signature, runs: new Set(known), faults: [] } : null
  }

  async function lookAt(
    name: string,
    knownOf: (signature: string) => ReadonlySet<string>,
    fresh: ImportedRun[],
  ): Promise<void> {
    const signature = signatureOf(pathOf(name), name)
    if (files.get(name)?.signature === signature) return
    const earlier = remembered(name, signature, knownOf(signature))
    if (earlier !== null) {
      files.set(name, earlier)
      return
    }
    const { records, faults } = await readImport(pathOf(name))
    files.delete(name)
    const out = takenOut.get(name) ?? new Set()
    const here = records.filter(({ id }) => !out.has(id) && !has(id))
    files.set(name, { signature, runs: new Set(here.map(({ id }) => id)), faults })
    for (const record of here) fresh.push({ record, signature })
  }

  /**
   * Looks at the files again; answers with what was read of new and changed ones. `knownOf`: the runs of a signature that need not be read
   * again.
   */
  async function look(knownOf: (signature: string) => ReadonlySet<string>): Promise<readonly ImportedRun[]> {
    const found: LibraryProblem[] = []
    const fresh: ImportedRun[] = []
    const names = namesNow(found)
    if (names.length > 0) readTakenOutNow(found)
    for (const name of names) {
      try {
        await lookAt(name, knownOf, fresh)
      } catch (error) {
        found.push({ file: pathOf(name), reason: reasonOf(error) })
      }
    }
    for (const name of [...files.keys()].filter((each) => !names.includes(each))) {
      // It may have come while this look was under way.
      if (statSync(pathOf(name), { throwIfNoEntry: false }) === undefined) files.delete(name)
    }
    problems = found
    return fresh
  }

  function fileOf(run: string): string | null {
    for (const [name, { runs }] of files) if (runs.has(run)) return name
    return null
  }

  const has = (run: string): boolean => fileOf(run) !== null

  /** Takes a file that this process has just written; answers with its signature. */
  function add(name: string, runs: Set<string>): string {
    const signature = signatureOf(pathOf(name), name)
    files.set(name, { signature, runs, faults: [] })
    return signature
  }

  /** Notes that a run has a folder of its own now. */
  async function takeOut(run: string): Promise<void> {
    const name = fileOf(run)
    if (name === null) return
    files.get(name)?.runs.delete(run)
    const line = sealedLine({ format: TAKEN_OUT_FORMAT, version: 1, file: name, run })
    await appendFile(pathOf(TAKEN_OUT), `${line}\n`)
  }

  /** The file in which a run lies; null for those that have a folder. */
  function placeOf(run: string): string | null {
    const name = fileOf(run)
    return name === null ? null : pathOf(name)
  }

  return {
    look,
    has,
    placeOf,
    add,
    takeOut,
    pathOf,
    problems: (): readonly LibraryProblem[] => [
      ...problems,
      ...[...files].flatMap(([name, { faults }]) => faults.map((reason) => ({ file: pathOf(name), reason }))),
    ],
  }
}
