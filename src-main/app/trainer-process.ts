import { join } from 'node:path'
import { MessageChannelMain, type WebContents } from 'electron'
import type { TrainingCommand } from '#shared/training/training-events'
import type {
  EngineDescription,
  StartTraining,
  TrainerEvent,
  TrainerRequests,
} from '../trainer/process-contract'
import { sendStreamPort } from './ipc-main'
import type { Trainer } from './training-jobs'
import { UtilityHandle } from './utility-handle'

interface Watcher {
  readonly contents: WebContents
  readonly nonce: string
}

export interface TrainerProcessOptions {
  readonly onEvent: (event: TrainerEvent) => void
  readonly onCrash: () => void
}

/** The trainer, as main knows it: started when it is needed, supervised, and connected with the windows that look. */
export class TrainerProcess implements Pick<Trainer, 'command'> {
  readonly #handle: UtilityHandle<TrainerRequests>
  #watchers: Watcher[] = []
  #isShown = true
  #description: Promise<EngineDescription> | null = null

  constructor({ onEvent, onCrash }: TrainerProcessOptions) {
    this.#handle = new UtilityHandle({
      name: 'The trainer',
      file: join(import.meta.dirname, 'trainer.js'),
      onEvent: (event) => onEvent(event as TrainerEvent),
      onStart: () => {
        if (!this.#isShown) void this.show(false)
        this.#watchers.forEach((watcher) => this.#connect(watcher))
      },
      onCrash,
    })
  }

  get processId(): number | null {
    return this.#handle.processId
  }

  /** Which engine trains here. It does not change while the app runs. */
  describe(): Promise<EngineDescription> {
    this.#description ??= this.#handle.request('describe').catch((error: unknown) => {
      this.#description = null
      throw error
    })
    return this.#description
  }

  /** Steps a second of the standard workload; rejects where a training came in between. */
  calibrate(): Promise<number> {
    return this.#handle.request('calibrate')
  }

  /** Tells whether the window can be seen: nothing is streamed to one that cannot. */
  async show(isVisible: boolean): Promise<void> {
    this.#isShown = isVisible
    if (this.#handle.isRunning) await this.#handle.request('show', isVisible)
  }

  start(training: StartTraining): Promise<void> {
    return this.#handle.request('start', training)
  }

  command(id: string, command: TrainingCommand): Promise<void> {
    return this.#handle.request('command', id, command)
  }

  /** Gives a window the stream of this trainer, and of each later one, until the window shows another page. */
  watch(contents: WebContents, nonce: string): void {
    const watcher = { contents, nonce }
    this.#watchers.push(watcher)
    const forget = (): void => {
      this.#watchers = this.#watchers.filter((other) => other !== watcher)
    }
    contents.once('did-navigate', forget)
    contents.once('destroyed', forget)
    if (this.#handle.isRunning) this.#connect(watcher)
  }

  stop(milliseconds: number): Promise<void> {
    return this.#handle.stop(milliseconds)
  }

  #connect({ contents, nonce }: Watcher): void {
    const { port1, port2 } = new MessageChannelMain()
    this.#handle.givePort(port1)
    sendStreamPort(contents, nonce, port2)
  }
}
