import type { Output } from './verb'

/** Writes to this process's own streams. A reader that goes away, as `head` does, ends the command quietly. */
export function processOutput(): Output {
  const { stdout, stderr } = process
  let open = false
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })

  function closeProgress(): void {
    if (open) stderr.write('\n')
    open = false
  }

  return {
    line(text) {
      closeProgress()
      stdout.write(`${text}\n`)
    },
    note(text) {
      closeProgress()
      stderr.write(`${text}\n`)
    },
    progress(text) {
      if (!stderr.isTTY) {
        stderr.write(`${text}\n`)
        return
      }
      const width = Math.max(20, (stderr.columns ?? 80) - 1)
      stderr.write(`\r\u001b[K${text.slice(0, width)}`)
      open = true
    },
  }
}
