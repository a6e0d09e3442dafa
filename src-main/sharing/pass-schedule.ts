import type { Timers } from '../base/environment'

const INTERVAL = 60_000
const LONGEST_INTERVAL = 300_000
const SOON = 300
const SHORTEST_RETRY = 2_000
/** A slow disk is asked less often: passing over it must not be what it does all day. */
const REST_FACTOR = 50

interface Options {
  readonly clock: () => number
  readonly timers: Timers
  /** One pass; answers when the next is wanted at the latest, or null for whenever. */
  readonly pass: () => Promise<number | null>
}

/** Decides when passes happen: soon after something changed, and from time to time anyway; never two at once. */
export class PassSchedule {
  readonly #options: Options
  #cancel = (): void => undefined
  #running: Promise<void> | null = null
  #isDue = false
  #isEnded = false

  constructor(options: Options) {
    this.#options = options
  }

  /** Something changed: several changes that come together are one pass. */
  soon(): void {
    if (this.#running !== null) this.#isDue = true
    else this.#arm(SOON)
  }

  /** A pass that begins after this call; resolves when it has ended. */
  async now(): Promise<void> {
    await this.#running
    await this.#run()
  }

  /** No further passes; resolves when the one under way has ended. */
  async end(): Promise<void> {
    this.#isEnded = true
    this.#cancel()
    await this.#running
  }

  #arm(milliseconds: number): void {
    this.#cancel()
    if (!this.#isEnded) this.#cancel = this.#options.timers.after(milliseconds, () => void this.#run())
  }

  #run(): Promise<void> {
    this.#running ??= this.#once().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #once(): Promise<void> {
    const { clock, pass } = this.#options
    this.#cancel()
    // Only after this turn is it known to be running, and what changes during it is seen to come later.
    await Promise.resolve()
    if (this.#isEnded) return
    this.#isDue = false
    const start = clock()
    const wanted = await pass()
    const rest = Math.min(Math.max(INTERVAL, (clock() - start) * REST_FACTOR), LONGEST_INTERVAL)
    const next = wanted === null ? rest : Math.min(rest, Math.max(SHORTEST_RETRY, wanted - clock()))
    this.#arm(this.#isDue ? SOON : next)
  }
}
