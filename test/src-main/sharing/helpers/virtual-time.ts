import type { Timers } from '../../../../src-main/sharing/core/surroundings'

interface Timer {
  readonly at: number
  readonly callback: () => void
}

/** A clock that only moves when nothing else can happen, so that waits of hours take no time and every run is the same. */
export class VirtualTime {
  now: number
  #timers: Timer[] = []

  constructor(now: number) {
    this.now = now
  }

  readonly clock = (): number => this.now

  readonly timers: Timers = {
    after: (milliseconds, callback) => {
      const timer = { at: this.now + milliseconds, callback }
      this.#timers.push(timer)
      return () => {
        this.#timers = this.#timers.filter((other) => other !== timer)
      }
    },
  }

  /** Lets the work go on to its end, moving the clock on whenever it waits. */
  async settle<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    done.catch(() => undefined)
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      if (isDone) return done
      this.#advance()
    }
  }

  #advance(): void {
    const next = this.#timers.reduce<Timer | null>(
      (first, timer) => (first !== null && first.at <= timer.at ? first : timer),
      null,
    )
    if (next === null) return
    this.#timers = this.#timers.filter((timer) => timer !== next)
    this.now = Math.max(this.now, next.at)
    next.callback()
  }
}
