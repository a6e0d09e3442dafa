import type { Experiment } from '#shared/experiment/experiment'
import type { AnnotationEdit } from '#shared/records/annotations'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { Stamp } from '../../base/hybrid-clock'
import type { Kind } from './paths'

/** One file of the folder, opened: immutable, named by what it is about, who made it and when. */
export interface Item<K extends Kind = Kind> {
  readonly kind: K
  /** Run that it is about; for a person the device, for a claim the claim's own id. */
  readonly id: string
  readonly device: string
  readonly stamp: Stamp
  /** SHA-256 of the canonical JSON of the body. */
  readonly sha256: string
  readonly body: Bodies[K]
}

/** Versions that this one knew and replaced, though their stamps lie after its own: see `latestVersion`. */
interface Replacing {
  readonly replaces?: readonly string[] | undefined
}

interface GoneBody extends Replacing {
  readonly run: string
  readonly gone: boolean
}

interface ReplayBody {
  readonly run: string
  readonly at: string
  readonly author: string
  readonly identical: boolean
  readonly difference: string | null
}

interface ClaimBody {
  readonly identity: string
  readonly experiment: Experiment
  readonly state: 'planned' | 'running'
  readonly since: string
}

export interface Bodies {
  readonly run: RunRecord
  readonly curves: RunCurves
  readonly note: { readonly run: string; readonly edit: AnnotationEdit } & Replacing
  readonly gone: GoneBody
  readonly replay: ReplayBody
  readonly person: { readonly name: string } & Replacing
  readonly claim: ClaimBody
}

export type AnyItem = { readonly [K in Kind]: Item<K> }[Kind]

/** The later of two versions: by time, then by device, then by content, so that every computer chooses the same. */
export function isLater(left: Omit<Item, 'kind' | 'body'>, right: Omit<Item, 'kind' | 'body'>): boolean {
  if (left.stamp !== right.stamp) return left.stamp > right.stamp
  if (left.device !== right.device) return left.device > right.device
  return left.sha256 > right.sha256
}

/** What makes two files one item, wherever they lie and whatever they are called. */
export function itemKey({ kind, id, device, stamp, sha256 }: Omit<Item, 'body'>): string {
  return kind === 'run' || kind === 'curves'
    ? `${kind} ${id} ${sha256}`
    : `${kind} ${id} ${stamp} ${device} ${sha256}`
}
