import { createHash } from 'node:crypto'
import type { Environment } from '../base/environment'
import { HybridClock } from '../base/hybrid-clock'
import type { Library } from '../library/library'
import { damageFindings } from './core/findings'
import { emptyFolderState, type FolderState } from './core/folder-state'
import { answerHiding } from './core/hiding'
import { Ledger } from './core/ledger'
import { OwnItems } from './core/own-items'
import { type PassOptions, type PassReport, runPass } from './core/pass'
import type { PassContext } from './core/pass-context'
import type { SyncStore } from './core/store'
import { LibraryAdapter } from './library-adapter'
import { withPassLock } from './pass-lock'
import type { DamagedFile, StateFiles } from './state-files'

interface Options extends Environment {
  readonly library: Library
  readonly store: SyncStore
  readonly files: StateFiles
  readonly folderId: string
  readonly device: string
  readonly patience: number
  /** Is told when something changed here that others should hear of. */
  readonly onChange: () => void
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** One library together with one shared folder. Passes run one after another, and one process at a time. */
export class SharedFolder {
  readonly #options: Options
  #ledger = new Ledger()
  readonly #hybridClock = new HybridClock()
  #adapter: LibraryAdapter
  #state: FolderState
  #last: PassReport | null = null
  #queue: Promise<unknown> = Promise.resolve()

  private constructor(options: Options, adapter: LibraryAdapter) {
    this.#options = options
    this.#adapter = adapter
    this.#state = emptyFolderState(options.folderId)
  }

  static async open(options: Options): Promise<SharedFolder> {
    const { library, device, files, onChange } = options
    const ledger = new Ledger()
    const lines = await files.readJournal()
    for (const { item, own } of lines) ledger.add(item, { own })
    const adapter = await LibraryAdapter.open(library, device, ledger.runs, onChange)
    const folder = new SharedFolder(options, adapter)
    for (const { item, own } of lines) folder.#restore(item, own)
    return folder
  }

  #restore(item: Parameters<Ledger['add']>[0], own: boolean): void {
    this.#ledger.add(item, { own })
    this.#hybridClock.observe(item.stamp, this.#options.clock())
  }

  get lastGood(): number | null {
    return this.#state.lastGood
  }

  pass(options: PassOptions): Promise<PassReport> {
    return this.#alone(async (context) => {
      const report = withDamage(await runPass(context, options), await this.#options.files.damaged())
      this.#last = report
      return report
    })
  }

  /** Deletes runs for all, or takes that back; the next pass carries it to the folder. */
  bury(runs: readonly string[], gone: boolean): Promise<void> {
    return this.#alone((context) => new OwnItems(context).bury(runs, gone))
  }

  /** The answer to the question whether the runs that the last pass asked about shall be hidden. */
  answer(hide: boolean): Promise<void> {
    return this.#alone(async ({ state }) => {
      answerHiding(state, this.#last?.asked ?? [], hide)
      return Promise.resolve()
    })
  }

  async close(): Promise<void> {
    this.#adapter.close()
    await this.#queue
  }

  #alone<T>(work: (context: PassContext) => Promise<T>): Promise<T> {
    const { files, folderId } = this.#options
    const mine = this.#queue.then(() =>
      withPassLock(files.lockPath, this.#options, async () => {
        for (const { item, own } of await files.readJournal()) this.#restore(item, own)
        this.#state = (await files.readState(folderId)) ?? this.#state
        const before = this.#state.revision
        try {
          const answer = await work(this.#context())
          if (this.#state.revision !== before) await files.writeState(folderId, this.#state)
          return answer
        } catch (error) {
          // What was done by halves is done again from what the disk holds.
          this.#ledger = new Ledger()
          this.#state = emptyFolderState(folderId)
          files.forget()
          throw error
        }
      }),
    )
    this.#queue = mine.catch(() => undefined)
    return mine
  }

  #context(): PassContext {
    const { store, device, clock, random, timers, patience, files } = this.#options
    return {
      store,
      library: this.#adapter,
      ledger: this.#ledger,
      journal: { append: (lines) => files.appendJournal(lines) },
      state: this.#state,
      hybridClock: this.#hybridClock,
      device,
      digest: sha256,
      clock,
      random,
      timers,
      readTimeout: 20_000,
      patience,
    }
  }
}

/** A report that also tells which files beside the library were damaged: what they held has been read again. */
function withDamage(report: PassReport, files: readonly DamagedFile[]): PassReport {
  return { ...report, findings: [...damageFindings(files), ...report.findings] }
}
