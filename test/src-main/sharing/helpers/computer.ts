import { createHash } from 'node:crypto'
import type { AnnotationEdit } from '#shared/records/annotations'
import { HybridClock } from '../../../../src-main/base/hybrid-clock'
import { newDevice, newUlid } from '../../../../src-main/base/identifiers'
import { sealMarker } from '../../../../src-main/sharing/core/envelope'
import { emptyFolderState, type FolderState } from '../../../../src-main/sharing/core/folder-state'
import { Ledger, type LedgerItem } from '../../../../src-main/sharing/core/ledger'
import { OwnItems } from '../../../../src-main/sharing/core/own-items'
import { type PassOptions, type PassReport, runPass } from '../../../../src-main/sharing/core/pass'
import type { PassContext } from '../../../../src-main/sharing/core/pass-context'
import type { SyncStore } from '../../../../src-main/sharing/core/store'
import { MemoryLibrary } from './memory-library'
import { seededRandom } from './random'
import { sampleCurves, sampleRecord } from './sample-records'
import type { TestTime } from './virtual-time'

export const START = Date.UTC(2026, 10, 5, 10)
export const FOLDER_ID = newUlid(START, seededRandom(1))
export const MARKER_TEXT = sealMarker(FOLDER_ID)

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** One computer of a team: its library, what it remembers of the folder, and a clock that may be wrong. */
export class Computer {
  readonly library: MemoryLibrary
  readonly ledger = new Ledger()
  readonly state: FolderState = emptyFolderState(FOLDER_ID)
  readonly journal: { item: LedgerItem; own: boolean }[] = []
  readonly device: string
  clockOffset = 0
  readonly #random: () => number
  readonly #time: TestTime
  readonly #context: PassContext

  constructor(seed: number, store: SyncStore, time: TestTime, device?: string) {
    this.#random = seededRandom(seed)
    this.#time = time
    this.device = device ?? newDevice(this.#random)
    this.library = new MemoryLibrary(this.device)
    this.#context = {
      store,
      library: this.library,
      ledger: this.ledger,
      journal: {
        append: (items) => {
          this.journal.push(...items)
          return Promise.resolve()
        },
      },
      state: this.state,
      hybridClock: new HybridClock(),
      device: this.device,
      digest,
      clock: () => this.now,
      random: this.#random,
      timers: time.timers,
      readTimeout: 20_000,
      patience: 500,
    }
  }

  get now(): number {
    return this.#time.now + this.clockOffset
  }

  train(): string {
    const id = newUlid(this.now, this.#random)
    this.library.train(sampleRecord(id), sampleCurves(id))
    return id
  }

  edit(run: string, edit: AnnotationEdit): void {
    this.library.edit(run, edit, this.now)
  }

  async bury(runs: readonly string[], gone = true): Promise<void> {
    await new OwnItems(this.#context).bury(runs, gone)
  }

  sync(options: Partial<PassOptions> = {}): Promise<PassReport> {
    const pass = runPass(this.#context, {
      author: '',
      shareWeights: false,
      claims: [],
      impatient: true,
      ...options,
    })
    return this.#time.settle(pass)
  }
}
