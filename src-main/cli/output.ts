import { errorCode, fileFault } from '../base/file-errors'
import { printableText, shortPrintableText } from '../base/printable-text'
import type { Output } from './verb'

/** A sentence is no longer than this, whatever somebody has put into the name of a file. */
const LONGEST_NOTE = 2000

/** Whether progress is drawn on a terminal rather than written into a file. */
export function isOnTerminal(): boolean {
  return process.stderr.isTTY === true
}

/**
 * One of this process's own streams. Whoever reads it may go away, as `head` does, and its disk may be full: that ends no
 * training, so a failed write is remembered and nothing more.
 */
function createWriter(stream: NodeJS.WriteStream) {
  let fault: unknown = null
  let readerLeft = (): void => undefined
  const closed = new Promise<void>((resolve) => {
    readerLeft = resolve
  })

  function fail(error: unknown): void {
    fault ??= error
    if (errorCode(error) === 'EPIPE') readerLeft()
  }

  function write(text: string): void {
    // A disk may have space again, but a reader never comes back.
    if (errorCode(fault) === 'EPIPE') return
    try {
      stream.write(text)
    } catch (error) {
      fail(error)
    }
  }

  /** Resolves when all that was written has arrived or failed; to the first fault. */
  async function end(): Promise<unknown> {
    if (fault === null) await new Promise<void>((resolve) => stream.write('', () => resolve()))
    await new Promise<void>((resolve) => setImmediate(resolve))
    return fault
  }

  stream.on('error', fail)
  return { write, end, closed }
}

export interface ProcessOutput extends Output {
  /** Waits until everything is written; the exit code, which a result that could not be written makes a failure. */
  readonly end: (code: number) => Promise<number>
}

/**
 * The one place of the command that writes, and so the one door to the terminal: no text passes it with characters that a terminal
 * would obey, wherever the text came from.
 */
export function processOutput(): ProcessOutput {
  const results = createWriter(process.stdout)
  const notes = createWriter(process.stderr)
  let open = false

  function closeProgress(): void {
    if (open) notes.write('\n')
    open = false
  }

  function note(text: string): void {
    closeProgress()
    notes.write(`${shortPrintableText(text, LONGEST_NOTE)}\n`)
  }

  return {
    closed: results.closed,
    line(text) {
      closeProgress()
      results.write(`${printableText(text)}\n`)
    },
    note,
    progress(text) {
      if (!isOnTerminal()) {
        notes.write(`${printableText(text)}\n`)
        return
      }
      const width = Math.max(20, (process.stderr.columns ?? 80) - 1)
      notes.write(`\r\u001b[K${printableText(text).slice(0, width)}`)
      open = true
    },
    async end(code) {
      const fault = await results.end()
      // A reader that had enough is no failure.
      if (fault === null || errorCode(fault) === 'EPIPE') return code
      note(`Cannot write the result: ${fileFault(fault)}.`)
      await notes.end()
      return code === 0 ? 1 : code
    },
  }
}
