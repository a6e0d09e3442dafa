/** Told to end: by another program, by a terminal that is closed, by Ctrl-\. */
const QUIT_SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

interface Interrupts {
  /** Ctrl-C for the first time. */
  readonly stop: () => void
  /** Ctrl-C again, or told to end. */
  readonly quit: () => void
}

/** Ctrl-C once: stops and keeps. Twice: quits at once, and the last checkpoint stays. The answer ends the listening. */
export function listenForInterrupt({ stop, quit }: Interrupts): () => void {
  let asked = false
  function interrupt(): void {
    if (asked) {
      quit()
      return
    }
    asked = true
    stop()
  }
  process.on('SIGINT', interrupt)
  for (const signal of QUIT_SIGNALS) process.on(signal, quit)
  return () => {
    process.off('SIGINT', interrupt)
    for (const signal of QUIT_SIGNALS) process.off(signal, quit)
  }
}
