import type { AnnotationEdit, RunAnnotations } from '#shared/records/annotations'
import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'
import { mergeNotes, NOTE_FORMAT, type NoteFile } from '#shared/records/note-file'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { ReplayOutcome } from '#shared/records/run-summary'
import { latestStamp, namesAfter } from '#shared/records/versions'
import { farthestStamp, HybridClock } from '../../../../src-main/base/hybrid-clock'
import type {
  LocalReplay,
  LocalRun,
  RunView,
  SharedLibrary,
} from '../../../../src-main/sharing/core/shared-library'

interface Entry {
  record: RunRecord
  isOwn: boolean
  curves: RunCurves | null
  weights: Uint8Array | null
  hidden: boolean
  goneFromFolder: boolean
  notes: Map<string, NoteFile>
  replays: Map<string, ReplayOutcome>
  /** Records of the same id with other content. */
  others: RunRecord[]
}

/** A library in memory that stamps edits as the real one does, so that tests can ask what a person would see. */
export class MemoryLibrary implements SharedLibrary {
  readonly entries = new Map<string, Entry>()
  readonly #clock = new HybridClock()
  readonly #device: string
  #changed = new Set<string>()
  added = 0

  constructor(device: string) {
    this.#device = device
  }

  train(record: RunRecord, curves: RunCurves | null = null, weights: Uint8Array | null = null): void {
    this.#put(record, true, curves, weights)
  }

  edit(run: string, edit: AnnotationEdit, now: number): void {
    const { notes } = this.#entry(run)
    const before = [...notes.values()]
    const stamp = this.#clock.next(now, latestStamp(before, farthestStamp(now)))
    const device = this.#device
    const replaces = namesAfter({ stamp, device }, before)
    const note: NoteFile = { format: NOTE_FORMAT, version: 1, run, stamp, device, replaces, edit }
    notes.set(stamp + this.#device, note)
    this.#changed.add(run)
  }

  replay(run: string, outcome: ReplayOutcome): void {
    this.#entry(run).replays.set(outcome.at + outcome.device, outcome)
    this.#changed.add(run)
  }

  annotations(run: string): RunAnnotations {
    return mergeNotes([...this.#entry(run).notes.values()])
  }

  history(run: string): readonly AnnotationEdit[] {
    const notes = [...this.#entry(run).notes].sort(([left], [right]) => (left < right ? -1 : 1))
    return notes.map(([, { edit }]) => edit)
  }

  get visible(): readonly string[] {
    return [...this.entries]
      .filter(([, { hidden }]) => !hidden)
      .map(([id]) => id)
      .sort()
  }

  runs(): Promise<readonly LocalRun[]> {
    const shown = [...this.entries].filter(([, { hidden }]) => !hidden)
    return Promise.resolve(
      shown.map(([id, { isOwn, record, weights }]) => ({
        id,
        isOwn,
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
      this.#put(record, false, null, null)
      this.added += 1
      return Promise.resolve('added')
    }
    const text = canonicalText(record)
    if ([known.record, ...known.others].map(canonicalText).includes(text)) return Promise.resolve('known')
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

  changedNotes(): Promise<readonly NoteFile[]> {
    const changed = [...this.#changed]
    return Promise.resolve(changed.flatMap((id) => [...this.#entry(id).notes.values()]))
  }

  changedReplays(): Promise<readonly LocalReplay[]> {
    const changed = [...this.#changed]
    this.#changed = new Set()
    const of = (run: string): LocalReplay[] =>
      [...this.#entry(run).replays.values()]
        .filter(({ device }) => device === this.#device)
        .map((outcome) => ({ run, outcome }))
    return Promise.resolve(changed.flatMap(of))
  }

  show(id: string, { notes = [], replays = [], hidden, goneFromFolder }: RunView): Promise<void> {
    const entry = this.#entry(id)
    for (const note of notes) entry.notes.set(note.stamp + note.device, note)
    for (const replay of replays) entry.replays.set(replay.at + replay.device, replay)
    entry.hidden = hidden ?? entry.hidden
    entry.goneFromFolder = goneFromFolder ?? entry.goneFromFolder
    return Promise.resolve()
  }

  /** Everything that a person would see, in one text that does not depend on order of arrival. */
  dump(): string {
    const runs = [...this.entries]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([id, entry]) => ({
        id,
        records: [entry.record, ...entry.others].map(canonicalText).sort(),
        annotations: this.annotations(id),
        history: this.history(id),
        replays: [...entry.replays]
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([, replay]) => replay),
        hidden: entry.hidden,
        curves: entry.curves,
      }))
    return canonicalText(runs)
  }

  #put(record: RunRecord, isOwn: boolean, curves: RunCurves | null, weights: Uint8Array | null): void {
    const empty = { hidden: false, goneFromFolder: false, notes: new Map(), replays: new Map(), others: [] }
    this.entries.set(record.id, { record, isOwn, curves, weights, ...empty })
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
