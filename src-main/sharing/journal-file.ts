import { createHash } from 'node:crypto'
import { copyFile, open } from 'node:fs/promises'
import * as v from 'valibot'
import { errorCode } from '../base/file-errors'
import { LARGEST } from '../base/file-kinds'
import { TooLargeError } from '../base/read-file'
import { hasWholeSeal, openSealedLine, sealedLine } from '../base/sealed-json'
import type { LedgerItem } from './core/ledger'

const NEWLINE = 0x0a

export interface JournalLine {
  readonly own: boolean
  readonly item: LedgerItem
}

/** How far the journal was written, and what it held up to there: by this a later start knows that nothing of it is gone. */
export interface JournalMark {
  readonly bytes: number
  readonly sha256: string
}

const lineSchema = v.object({
  own: v.boolean(),
  item: v.looseObject({
    kind: v.picklist(['note', 'gone', 'replay', 'person']),
    id: v.string(),
    device: v.string(),
    stamp: v.string(),
    sha256: v.string(),
    body: v.looseObject({}),
  }),
})

/** What was said about runs, here and by others, as a file that only grows. Each line carries its own hash. */
export class JournalFile {
  readonly #path: string
  #end = 0
  #hash = createHash('sha256')
  /** Where the last line begins that was changed since it was written. */
  #lastDamage = -1

  constructor(path: string) {
    this.#path = path
  }

  /** Lines that were appended since the last call, by this or another process. One that a crash cut is passed over. */
  async read(): Promise<readonly JournalLine[]> {
    const bytes = await readFrom(this.#path, this.#end)
    const whole = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1)
    const lines: JournalLine[] = []
    let [start, next] = [0, whole.indexOf(NEWLINE)]
    for (; next >= 0; start = next + 1, next = whole.indexOf(NEWLINE, start)) {
      const read = journalLine(whole.toString('utf8', start, next))
      if (read === 'changed') this.#lastDamage = this.#end + start
      else if (read !== 'cut') lines.push(read)
    }
    this.#end += whole.length
    this.#hash.update(whole)
    return lines
  }

  async append(lines: readonly JournalLine[]): Promise<void> {
    if (lines.length === 0) return
    const file = await open(this.#path, 'a+')
    try {
      const { size } = await file.stat()
      const isCut = size > 0 && (await lastByte(file, size)) !== NEWLINE
      // After a crash the last line may lack its end; what follows must not be glued to it.
      const text = (isCut ? '\n' : '') + lines.map((line) => `${sealedLine(line)}\n`).join('')
      await file.appendFile(text)
      if (lines.some(({ own }) => own)) await file.sync()
      if (this.#end !== size) return
      this.#end += Buffer.byteLength(text)
      this.#hash.update(text)
    } finally {
      await file.close()
    }
  }

  /** Reads everything anew next time. */
  forget(): void {
    this.#end = 0
    this.#hash = createHash('sha256')
    this.#lastDamage = -1
  }

  /** How far the journal was read and written. */
  mark(): JournalMark {
    return { bytes: this.#end, sha256: this.#hash.copy().digest('hex') }
  }

  /** Whether what was read is what a mark says, and what follows the mark is whole. */
  async fits(mark: JournalMark | undefined): Promise<boolean> {
    if (this.#lastDamage >= (mark?.bytes ?? 0)) return false
    if (mark === undefined) return true
    const bytes = (await readFrom(this.#path, 0)).subarray(0, mark.bytes)
    return bytes.length === mark.bytes && createHash('sha256').update(bytes).digest('hex') === mark.sha256
  }

  /** Keeps what the file holds now under another name. */
  async copyTo(path: string): Promise<void> {
    await copyFile(this.#path, path).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error
    })
  }
}

function journalLine(line: string): JournalLine | 'cut' | 'changed' {
  if (line === '') return 'cut'
  const opened = openSealedLine(line)
  if (opened === null) return hasWholeSeal(line) ? 'changed' : 'cut'
  const result = v.safeParse(lineSchema, opened.value)
  return opened.intact && result.success ? (result.output as unknown as JournalLine) : 'changed'
}

/** What a file holds from a place on: it only grows, and what was read is not read again. */
async function readFrom(path: string, start: number): Promise<Buffer> {
  let file: Awaited<ReturnType<typeof open>>
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
  try {
    const { size } = await file.stat()
    if (size > LARGEST.journal) throw new TooLargeError(path, size, LARGEST.journal)
    const bytes = Buffer.alloc(Math.max(0, size - start))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await file.close()
  }
}

async function lastByte(file: Awaited<ReturnType<typeof open>>, size: number): Promise<number | undefined> {
  const { buffer } = await file.read(new Uint8Array(1), 0, 1, size - 1)
  return buffer[0]
}
