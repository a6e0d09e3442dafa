import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { appendFile, open } from 'node:fs/promises'
import * as v from 'valibot'
import { newerVersion } from '#shared/records/newer-version'
import { errorCode } from '../base/file-errors'
import { LARGEST } from '../base/file-kinds'
import { TooLargeError } from '../base/read-file'
import { CHANGED, hasWholeSeal, openSealedLine, sealedLine } from '../base/sealed-json'
import { isRunFolder } from './library-paths'
import type { Provenance } from './provenance-file'

const ORIGINS_FORMAT = 'our-neural-network/origins'
const NEWLINE = 0x0a

/** Where a run that was not trained here came from. */
export type ForeignOrigin = Exclude<Provenance['origin'], 'own'>

const schema = v.object({
  format: v.literal(ORIGINS_FORMAT),
  version: v.literal(1),
  origin: v.picklist(['team', 'imported']),
  runs: v.array(v.pipe(v.string(), v.check(isRunFolder))),
})

type Line = v.InferOutput<typeof schema>

/** What a line says; a sentence where it was damaged or is of a newer version, null for one that a crash cut. */
function parseLine(line: string): Line | string | null {
  if (line === '') return null
  const opened = openSealedLine(line)
  if (opened === null) return hasWholeSeal(line) ? CHANGED : null
  const newer = newerVersion(opened.value, ORIGINS_FORMAT)
  if (newer !== null) return newer
  const result = v.safeParse(schema, opened.value)
  return opened.intact && result.success ? result.output : CHANGED
}

/** What a file holds between two places. */
function readBetween(path: string, from: number, to: number): Buffer {
  if (to > LARGEST.origins) throw new TooLargeError(path, to, LARGEST.origins)
  const bytes = Buffer.alloc(to - from)
  const file = openSync(path, 'r')
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from))
  } finally {
    closeSync(file)
  }
}

async function endsInsideLine(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (file === null) return false
  try {
    const { size } = await file.stat()
    const { buffer } = await file.read(new Uint8Array(1), 0, 1, size - 1)
    return size > 0 && buffer[0] !== NEWLINE
  } finally {
    await file.close()
  }
}

/**
 * Which runs came from elsewhere, as a file that only grows: a `place.json` that is taken away must not turn a team-mate's run into one of
 * this computer.
 *
 * It names the runs of others and not the own ones, so that a library without it, and a run that an older version trained meanwhile,
 * are read as ever. What it lacks is added from those files, so a crash, a power cut or a damaged line costs nothing.
 */
export function openOrigins(path: string, writable: boolean) {
  const known = new Map<string, ForeignOrigin>()
  let end = 0
  let fault: string | null = null

  function take(line: string): void {
    const read = parseLine(line)
    if (typeof read === 'string') fault = read
    else if (read !== null) for (const run of read.runs) known.set(run, read.origin)
  }

  /** Takes what this or another process has added since. */
  function update(): void {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    if (size === end) return
    if (size < end) {
      known.clear()
      fault = null
      end = 0
    }
    const bytes = readBetween(path, end, size)
    const whole = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1)
    whole.toString('utf8').split('\n').forEach(take)
    end += whole.length
  }

  /** A file that cannot be read at this moment says nothing; the places of the runs are there. */
  function updatePatiently(): void {
    try {
      update()
    } catch (error) {
      if (error instanceof TooLargeError) fault = error.message
      // Anything else is tried again by the next look.
    }
  }

  /** Where a run came from, as this library noted it; null for one of which nothing was noted. */
  function of(folder: string): ForeignOrigin | null {
    updatePatiently()
    return known.get(folder) ?? null
  }

  /** Those of the runs of which nothing was noted. */
  function unknown(folders: readonly string[]): readonly string[] {
    updatePatiently()
    return folders.filter((folder) => !known.has(folder))
  }

  /** Notes where runs come from, before or after they are there. A disk that cannot be written to now is tried again by the next scan. */
  async function note(origin: ForeignOrigin, folders: readonly string[]): Promise<void> {
    updatePatiently()
    const fresh = folders.filter((folder) => known.get(folder) !== origin)
    if (!writable || fresh.length === 0) return
    const line = sealedLine({ format: ORIGINS_FORMAT, version: 1, origin, runs: fresh })
    try {
      // What follows must not be glued to a line that a crash cut.
      await appendFile(path, `${(await endsInsideLine(path)) ? '\n' : ''}${line}\n`)
    } catch {
      return
    }
    updatePatiently()
  }

  return {
    writable,
    of,
    unknown,
    note,
    /** What is wrong with the file; null where nothing is. */
    fault: (): string | null => fault,
  }
}

export type Origins = ReturnType<typeof openOrigins>
