/** Signs that a job is paused, held or over, for who waits before the app quits. */
export interface JobSigns {
  give(): void
  /** Resolves with the next sign, or when the time is up. */
  next(milliseconds: number): Promise<void>
}

export function createJobSigns(): JobSigns {
  let waiting: (() => void)[] = []

  return {
    give: () => {
      const all = waiting
      waiting = []
      for (const resolve of all) resolve()
    },
    next: async (milliseconds) => {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        timer = setTimeout(resolve, milliseconds)
      })
      clearTimeout(timer)
    },
  }
}
