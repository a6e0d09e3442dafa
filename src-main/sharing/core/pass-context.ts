import type { Environment } from '../../base/environment'
import type { HybridClock } from '../../base/hybrid-clock'
import type { Digest } from './envelope'
import type { FolderState } from './folder-state'
import type { Ledger, LedgerItem } from './ledger'
import type { SharedLibrary } from './shared-library'
import type { SyncStore } from './store'

/** What survives a crash: an item is on the local disk before anything else follows from it. */
interface Journal {
  append(items: readonly { readonly item: LedgerItem; readonly own: boolean }[]): Promise<void>
}

/** Everything that one pass over a folder works with. */
export interface PassContext extends Environment {
  readonly store: SyncStore
  readonly library: SharedLibrary
  readonly ledger: Ledger
  readonly journal: Journal
  readonly state: FolderState
  readonly hybridClock: HybridClock
  readonly device: string
  readonly digest: Digest
  /** Longest time that one file may take to read, and to write while it is busy. */
  readonly readTimeout: number
  readonly patience: number
}

/** Something about one file, or about the folder, that a person should know. The window has words for each code. */
export interface Finding {
  readonly file: string
  readonly code: FindingCode
  readonly detail: string
}

export type FindingCode =
  | 'arriving'
  | 'unreadable'
  | 'bad'
  | 'newer'
  | 'too-large'
  | 'not-written'
  | 'disk-full'
  | 'not-listed'
  | 'too-many'
  | 'clock-ahead'
  | 'conflict'
  | 'vanished'
  | 'not-imported'
  | 'weights-broken'
  | 'damaged-state'
  | 'second-folder'
  | 'other-history'
