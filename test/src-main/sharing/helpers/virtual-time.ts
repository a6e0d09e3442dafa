import type { Timers } from '../../../../src-main/base/environment'

/** Time as a simulated computer feels it. */
export interface TestTime {
  now: number
  readonly timers: Timers
  settle<T>(work: Promise<T>): Promise<T>
}

/** Real time, which can be shifted: for real files, whose answers nobody can wait for in a simulated clock. */
export class RealTime implements TestTime {
  #shift = 0

  get now(): number {
    return Date.now() + this.#shift
  }

  set now(moment: number) {
    this.#shift = moment - Date.now()
  }

  readonly clock = (): number => this.now

  readonly timers: Timers = {
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
  }

  settle<T>(work: Promise<T>): Promise<T> {
    return work
  }
}

interface Timer {
  readonly at: number
  readonly callback: () => void
}

/** A clock that only moves when nothing else can happen, so that waits of hours take no time and every run is the same. */
export class VirtualTime implements TestTime {
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
