import { parseExperiment } from '#shared/experiment/experiment-schema'
import type { RunRecord } from '#shared/records/run-record'
import { readCheckpointHeader } from '#shared/training/checkpoint'
import { errorCode } from '../base/file-errors'
import { LARGEST } from '../base/file-kinds'
import { experimentIdentity } from '../base/hashes'
import { readWholeFile } from '../base/read-file'
import { existingRecord, type LibraryContext } from './library-context'
import { FILES } from './library-paths'
import { missingDataSentence } from './missing-data'
import { hasResult, isOver } from './run-states'
import { isBeingTrained, readRunningMarkNow } from './running-mark'

/** What this computer would go on with. */
export interface Computing {
  /** Fingerprint of the data set. */
  readonly data: string
  readonly arithmetic: string
}

/** A run that can go on, with all that it takes. */
export interface Resumable {
  readonly record: RunRecord
  /** null where the run was interrupted before its first one and begins again, under its id. */
  readonly checkpoint: Uint8Array<ArrayBuffer> | null
}

type Known = Pick<LibraryContext, 'paths' | 'catalogue'>
type Owned = Pick<LibraryContext, 'paths' | 'provenances'>

/** Only a run of this library goes on: another one's author would find a record that is not theirs. */
function checkOwner({ paths, provenances }: Owned, { id }: RunRecord): void {
  const path = paths.file(id, FILES.provenance)
  const { provenance, fault, isWritable } = provenances.read(id)
  const clone = `Clone it to train it here under an id of its own: lab train --design ${paths.file(id, FILES.record)}`
  if (!isWritable)
    throw new Error(
      `Run ${id} cannot be resumed, because ${path} does not say who trained it. ${fault} ${clone}`,
    )
  if (provenance.origin === 'team')
    throw new Error(`Run ${id} is a teammate's. Only its own computer can resume it. ${clone}`)
  if (provenance.origin === 'imported') throw new Error(`Run ${id} was imported, so it cannot be resumed.`)
}

/** Refuses, with a sentence, a run that cannot go on whatever computes it. Touches nothing. */
export function checkState(context: Owned, record: RunRecord): void {
  const { id, identity, stopReason } = record
  checkOwner(context, record)
  if (identity === null)
    throw new Error(`Run ${id} is a row of a table: it does not say enough to resume it.`)
  if (isOver(record)) throw new Error(`Run ${id} has ended (${stopReason}), so there is nothing to resume.`)
}

function checkComputing(record: RunRecord, { data, arithmetic }: Computing): void {
  const { id } = record
  if (record.data !== data) throw new Error(missingDataSentence(record))
  if (record.arithmetic !== arithmetic) {
    throw new Error(
      `Run ${id} was computed with arithmetic ${record.arithmetic}; this computer computes with ${arithmetic}.`,
    )
  }
  if (!parseExperiment(record.experiment).ok)
    throw new Error(
      `Run ${id} has settings of a newer version of the lab, so it cannot be resumed with this one.`,
    )
  if (record.identity !== experimentIdentity(record.experiment, data, arithmetic))
    throw new Error(
      `Run ${id} cannot be resumed: its record was changed, and the identity in it is another experiment's.`,
    )
}

/** The bytes of a run's checkpoint; null where it has none. */
export async function readCheckpoint(context: Known, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  existingRecord(context, id)
  const path = context.paths.file(id, FILES.checkpoint)
  try {
    return new Uint8Array(await readWholeFile(path, LARGEST.checkpoint))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Throws the sentence that says why a run cannot go on from these bytes. */
function checkCheckpoint(record: RunRecord, bytes: Uint8Array): void {
  const { id } = record
  try {
    const { header, begin } = readCheckpointHeader(bytes)
    if (header.identity !== record.identity) throw new Error('The checkpoint belongs to another run.')
    if (header.arithmetic !== record.arithmetic)
      throw new Error(`The checkpoint was computed with arithmetic ${header.arithmetic}.`)
    const floats = header.tensors.reduce((sum, { size }) => sum + size, 0)
    if (bytes.length !== begin + 4 * floats) throw new Error('The checkpoint is damaged: it is cut off.')
    const { iteration, curves } = header.state
    const isSound = Number.isSafeInteger(iteration) && iteration >= 0 && iteration <= record.plannedIterations
    if (!isSound || !Array.isArray(curves.training.iteration))
      throw new Error('The checkpoint is damaged: it does not say how far the run was.')
  } catch (error) {
    const reason =
      error instanceof TypeError ? 'The checkpoint is damaged.' : String((error as Error).message)
    throw new Error(`Run ${id} cannot be resumed, and stays as it is. ${reason}`)
  }
}

/**
 * All that is needed to go on with a run, after everything that could refuse it was looked at.
 *
 * Nothing of the run is touched here, and a refusal is one sentence: a run that cannot go on stays what it is.
 */
export async function prepareResumption(
  context: Pick<LibraryContext, 'paths' | 'catalogue' | 'provenances' | 'now'>,
  id: string,
  computing: Computing,
): Promise<Resumable> {
  const record = existingRecord(context, id)
  checkState(context, record)
  const markPath = context.paths.file(id, FILES.running)
  const mark = readRunningMarkNow(markPath)
  if (isBeingTrained(markPath, mark, context.now()))
    throw new Error(`Run ${id} is being trained right now by process ${mark.pid}.`)
  checkComputing(record, computing)
  const checkpoint = await readCheckpoint(context, id)
  if (checkpoint !== null) checkCheckpoint(record, checkpoint)
  else if (hasResult(record))
    throw new Error(
      `Run ${id} cannot be resumed, and stays as it is. Its checkpoint is gone; a clone of it can be trained from the beginning.`,
    )
  return { record, checkpoint }
}
