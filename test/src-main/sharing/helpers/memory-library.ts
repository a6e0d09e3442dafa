import type { AnnotationEdit, RunAnnotations } from '#shared/records/annotations'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'
import type {
  LocalRun,
  OwnEdit,
  OwnReplay,
  RunView,
  SharedLibrary,
} from '../../../../src-main/sharing/core/shared-library'

interface Entry {
  record: RunRecord
  isOwn: boolean
  curves: RunCurves | null
  weights: Uint8Array | null
  view: RunView
  /** Records of the same id with other content. */
  others: RunRecord[]
}

/** A library in memory that keeps what sharing tells it, so that tests can ask what a person would see. */
export class MemoryLibrary implements SharedLibrary {
  readonly entries = new Map<string, Entry>()
  readonly replays: OwnReplay[] = []
  added = 0
  #edits: OwnEdit[] = []

  train(record: RunRecord, curves: RunCurves | null = null, weights: Uint8Array | null = null): void {
    this.entries.set(record.id, { record, isOwn: true, curves, weights, view: {}, others: [] })
  }

  edit(run: string, edit: AnnotationEdit, at: number): void {
    this.#edits.push({ run, at, edit })
  }

  annotations(run: string): RunAnnotations | undefined {
    return this.entries.get(run)?.view.annotations
  }

  get visible(): readonly string[] {
    return [...this.entries].filter(([, { view }]) => view.hidden !== true).map(([id]) => id).sort()
  }

  runs(): Promise<readonly LocalRun[]> {
    return Promise.resolve(
      [...this.entries].map(([id, { isOwn, record, view, weights }]) => ({
        id,
        isOwn,
        hidden: view.hidden === true,
        hasWeights: weights !== null,
        weightsSha256: record.weightsSha256,
      })),
    )
  }

  record(id: string): Promise<RunRecord> {
    return Promise.resolve(this.#entry(id).record)
  }

  curves(id: string): Promise<RunCurves | null> {
    return Promise.resolve(this.#entry(id).curves)
  }

  weights(id: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.#entry(id).weights)
  }

  addRecord(record: RunRecord): Promise<'added' | 'known' | 'conflict'> {
    const known = this.entries.get(record.id)
    if (known === undefined) {
      this.entries.set(record.id, { record, isOwn: false, curves: null, weights: null, view: {}, others: [] })
      this.added += 1
      return Promise.resolve('added')
    }
    const text = canonicalText(record)
    const all = [known.record, ...known.others].map(canonicalText)
    if (all.includes(text)) return Promise.resolve('known')
    known.others.push(record)
    return Promise.resolve('conflict')
  }

  addCurves(curves: RunCurves): Promise<void> {
    this.#entry(curves.id).curves = curves
    return Promise.resolve()
  }

  addWeights(id: string, bytes: Uint8Array): Promise<void> {
    this.#entry(id).weights = bytes
    return Promise.resolve()
  }

  ownEdits(): Promise<readonly OwnEdit[]> {
    const edits = this.#edits
    this.#edits = []
    return Promise.resolve(edits)
  }

  ownReplays(): Promise<readonly OwnReplay[]> {
    return Promise.resolve(this.replays)
  }

  show(id: string, view: RunView): Promise<void> {
    const entry = this.#entry(id)
    entry.view = { ...entry.view, ...view }
    return Promise.resolve()
  }

  /** Everything that a person would see, in one text that does not depend on order of arrival. */
  dump(): string {
    const runs = [...this.entries].sort(([left], [right]) => (left < right ? -1 : 1)).map(([id, entry]) => ({
      id,
      records: [entry.record, ...entry.others].map(canonicalText).sort(),
      annotations: entry.view.annotations ?? null,
      replays: entry.view.replays ?? [],
      hidden: entry.view.hidden ?? false,
      curves: entry.curves,
    }))
    return canonicalText(runs)
  }

  #entry(id: string): Entry {
    const entry = this.entries.get(id)
    if (entry === undefined) throw new Error(`The library has no run ${id}.`)
    return entry
  }
}

function canonicalText(value: unknown): string {
  return canonicalJson(value as JsonValue)
}
