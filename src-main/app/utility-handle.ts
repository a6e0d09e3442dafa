import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import type { FromProcess, RequestMap, ToProcess } from '../trainer/process-contract'

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export interface UtilityOptions {
  /** How people call this process, as sentences need it: "The trainer". */
  readonly name: string
  /** The built program. */
  readonly file: string
  readonly onEvent?: (event: unknown) => void
  /** It runs, for the first time or anew. */
  readonly onStart?: () => void
  /** It ended although nobody had asked it to. */
  readonly onCrash?: () => void
}

/** One utility process, started when it is first needed, and again after it died. */
export class UtilityHandle<R extends RequestMap> {
  readonly #options: UtilityOptions
  readonly #pending = new Map<number, Pending>()
  #child: UtilityProcess | null = null
  #isStopping = false
  #lastNumber = 0

  constructor(options: UtilityOptions) {
    this.#options = options
  }

  get isRunning(): boolean {
    return this.#child !== null
  }

  /** Number of the system's process; null while none runs. */
  get processId(): number | null {
    return this.#child?.pid ?? null
  }

  /** A death of the process rejects whatever it has not answered yet. */
  request<K extends keyof R & string>(
    name: K,
    ...values: Parameters<R[K]>
  ): Promise<Awaited<ReturnType<R[K]>>> {
    if (this.#isStopping) return Promise.reject(new Error(`${this.#options.name} is being stopped.`))
    this.#lastNumber += 1
    const number = this.#lastNumber
    return new Promise((resolve, reject) => {
      this.#pending.set(number, { resolve: resolve as Pending['resolve'], reject })
      this.#send({ kind: 'request', number, name, values })
    })
  }

  givePort(port: MessagePortMain): void {
    this.#send({ kind: 'port' }, [port])
  }

  /** Asks the process to leave, and ends it if it has not left after some milliseconds. */
  async stop(milliseconds: number): Promise<void> {
    const child = this.#child
    if (child === null) return
    this.#isStopping = true
    const left = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    this.#send({ kind: 'quit' })
    const timer = setTimeout(() => {
      // A process whose threads hang does not hear a polite signal.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    }, milliseconds)
    await left
    clearTimeout(timer)
    this.#isStopping = false
  }

  #send(message: ToProcess, ports: MessagePortMain[] = []): void {
    if (this.#child === null) {
      this.#child = this.#start()
      this.#options.onStart?.()
    }
    this.#child.postMessage(message, ports)
  }

  #start(): UtilityProcess {
    const child = utilityProcess.fork(this.#options.file, [], { serviceName: this.#options.name })
    child.on('message', (message: FromProcess) => this.#receive(message))
    child.on('exit', () => this.#end())
    return child
  }

  #receive(message: FromProcess): void {
    if (message.kind === 'event') {
      this.#options.onEvent?.(message.event)
      return
    }
    const pending = this.#pending.get(message.number)
    this.#pending.delete(message.number)
    if (message.ok) pending?.resolve(message.value)
    else pending?.reject(new Error(message.message))
  }

  #end(): void {
    this.#child = null
    const abandoned = [...this.#pending.values()]
    this.#pending.clear()
    const wasAsked = this.#isStopping
    const reason = wasAsked ? 'was stopped' : 'ended unexpectedly'
    for (const { reject } of abandoned)
      reject(new Error(`${this.#options.name} ${reason} before it answered.`))
    if (!wasAsked) this.#options.onCrash?.()
  }
}
