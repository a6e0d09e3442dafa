import { NO_ANNOTATIONS } from '#shared/records/annotations'
import type { NoteFile } from '#shared/records/note-file'
import type { RunCurves, RunRecord, StopReason } from '#shared/records/run-record'
import type { RunSummary } from '#shared/records/run-summary'
import { errorMessage } from '../base/error-message'
import { curvesSha256 } from '../base/hashes'
import type { Library } from '../library/library'
import { weightsFile, weightsOfFile } from '../library/weights-file'
import {
  type LocalReplay,
  type LocalRun,
  Refusal,
  type RunView,
  type SharedLibrary,
} from './core/shared-library'

// An interrupted run may go on and end otherwise, so its record is nobody else's yet.
const ENDED: ReadonlySet<StopReason | null> = new Set(['completed', 'stopped', 'early-stopping', 'diverged'])

/** What a file of weights holds beside its numbers: a name and a place for each tensor. */
const LONGEST_HEADER = 262_144

/** The library as sharing sees it. It is read once; from then on its changes are followed. */
export class LibraryAdapter implements SharedLibrary {
  readonly #library: Library
  readonly #device: string
  readonly #summaries = new Map<string, RunSummary>()
  #changed = new Set<string>()
  #close: () => void = () => undefined

  private constructor(library: Library, device: string) {
    this.#library = library
    this.#device = device
  }

  /** `noted`: runs that something was said about before; their notes are looked through again. */
  static async open(
    library: Library,
    device: string,
    noted: ReadonlySet<string>,
    onChange: () => void,
  ): Promise<LibraryAdapter> {
    const adapter = new LibraryAdapter(library, device)
    // Listening begins before the list is read, so that nothing falls in between.
    adapter.#close = library.onChange((changed, removed) => {
      for (const summary of changed) adapter.#take(summary)
      for (const folder of removed) adapter.#summaries.delete(folder)
      if (changed.some((summary) => isOurs(summary, adapter.#changed))) onChange()
    })
    for (const summary of await library.list()) {
      adapter.#take(summary)
      const { annotations, record, replays } = summary
      if (
        JSON.stringify(annotations) === JSON.stringify(NO_ANNOTATIONS) &&
        replays.length === 0 &&
        !noted.has(record.id)
      ) {
        adapter.#changed.delete(record.id)
      }
    }
    return adapter
  }

  close(): void {
    this.#close()
  }

  #take(summary: RunSummary): void {
    const { id } = summary.record
    const known = this.#summaries.get(id)
    // Of two records of one id the one that was here first stands for it.
    if (summary.conflict && known !== undefined && known.origin === 'own') return
    this.#summaries.set(id, summary)
    if (summary.origin !== 'imported') this.#changed.add(id)
  }

  runs(): Promise<readonly LocalRun[]> {
    const shared = [...this.#summaries.values()].filter(({ origin }) => origin !== 'imported')
    return Promise.resolve(
      shared.map(({ record, origin, hasWeights, doubt, runningIteration }) => ({
        id: record.id,
        // What was edited or damaged here is not handed on as if it had been recorded so.
        isOwn:
          origin === 'own' && runningIteration === null && ENDED.has(record.stopReason) && doubt === null,
        hasWeights,
        weightsSha256: record.weightsSha256,
        mostWeightBytes: record.parameters * 4 + LONGEST_HEADER,
      })),
    )
  }

  record(id: string): Promise<RunRecord> {
    return this.#library.record(id)
  }

  curves(id: string): Promise<RunCurves | null> {
    return this.#library.curves(id)
  }

  async weights(id: string): Promise<Uint8Array | null> {
    const weights = await this.#library.weights(id)
    return weights === null ? null : weightsFile(await this.#library.record(id), weights)
  }

  async addRecord(record: RunRecord, device: string): Promise<'added' | 'known' | 'conflict'> {
    const isOwn = this.#summaries.get(record.id)?.origin === 'own' && device === this.#device
    return isOwn ? 'known' : this.#library.addForeign(record, 'team')
  }

  async addCurves(curves: RunCurves): Promise<void> {
    const { id } = curves
    if (this.#summaries.get(id)?.origin === 'own') return
    const record = await this.#library.record(id)
    if (record.curvesSha256 !== null && record.curvesSha256 !== curvesSha256(curves)) {
      throw new Refusal('the curves are not those that the record names')
    }
    await this.#library.addCurves(id, curves)
  }

  async addWeights(id: string, bytes: Uint8Array): Promise<void> {
    await this.#library.addWeights(id, weightsOrRefusal(await this.#library.record(id), bytes))
  }

  async changedNotes(): Promise<readonly NoteFile[]> {
    const notes: NoteFile[] = []
    for (const id of this.#changed) {
      if (this.#summaries.has(id)) notes.push(...(await this.#library.notes(id)))
    }
    return notes
  }

  changedReplays(): Promise<readonly LocalReplay[]> {
    const changed = [...this.#changed].flatMap((id) => this.#summaries.get(id) ?? [])
    this.#changed = new Set()
    const own = changed.flatMap(({ record, replays }) =>
      replays.map((outcome) => ({ run: record.id, outcome })),
    )
    return Promise.resolve(own.filter(({ outcome }) => outcome.device === this.#library.device))
  }

  async show(id: string, { notes = [], replays = [], hidden, goneFromFolder }: RunView): Promise<void> {
    await this.#library.addNotes(id, notes)
    await this.#library.addReplays(id, replays)
    if (hidden === undefined && goneFromFolder === undefined) return
    const change = {
      ...(hidden === undefined ? {} : { hidden }),
      ...(goneFromFolder === undefined ? {} : { goneFromFolder }),
    }
    await this.#library.setProvenance([id], change)
  }
}

function weightsOrRefusal(record: RunRecord, bytes: Uint8Array): Float32Array {
  try {
    return weightsOfFile(record, bytes)
  } catch (error) {
    throw new Refusal(errorMessage(error))
  }
}

/** Whether a change may be one that others should hear of: what just arrived from them is not. */
function isOurs({ record, origin, runningIteration }: RunSummary, changed: ReadonlySet<string>): boolean {
  return runningIteration === null && origin !== 'imported' && changed.has(record.id)
}
