import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type AnnotationChange, type AnnotationEdit, resolvedChange } from '#shared/records/annotations'
import {
  checkAnnotationChange,
  checkAnnotationEdit,
  isInEffect,
  mergeNotes,
  NOTE_FORMAT,
  type NoteFile,
} from '#shared/records/note-file'
import { REPLAY_FORMAT } from '#shared/records/replay-file'
import type { ReplayOutcome } from '#shared/records/run-summary'
import { latestStamp, namesAfter } from '#shared/records/versions'
import { makeFolder, writeAtomically } from '../base/atomic-file'
import { farthestStamp, HybridClock } from '../base/hybrid-clock'
import { withProcessLock } from '../base/process-lock'
import { sealed } from '../base/sealed-json'
import { systemEnvironment } from '../base/system-environment'
import { writableFolder } from './imported-runs'
import { existingFolder, type LibraryContext } from './library-context'
import { FILES } from './library-paths'
import { noteFileName, readNotesNow, replayFileName } from './run-folder'

const LOCK = 'notes.lock'
const LONGEST_WAIT = 60_000
const LATE =
  'Another program of the lab has been writing notes into this library for a minute; nothing was noted.'

/** What people and replays add to a run: files of their own that are never changed. */
export function createRunNotes(context: LibraryContext, device: string) {
  const { paths, now, serially, changed } = context
  const clock = new HybridClock()

  /** Whether the note was new. `durable`: nobody else has it yet. */
  async function writeNote(
    folder: string,
    note: NoteFile,
    { durable }: { readonly durable: boolean },
  ): Promise<boolean> {
    const directory = paths.file(folder, FILES.notes)
    const path = join(directory, noteFileName(note))
    if (existsSync(path)) return false
    await makeFolder(directory)
    await writeAtomically(path, `${JSON.stringify(sealed(note), null, 2)}\n`, { durable })
    return true
  }

  function nextNote(id: string, edit: AnnotationEdit, before: readonly NoteFile[]): NoteFile {
    const stamp = clock.next(now(), latestStamp(before, farthestStamp(now())))
    const isRival = (note: NoteFile): boolean => Object.keys(edit).some((field) => field in note.edit)
    const replaces = namesAfter({ stamp, device }, before.filter(isRival))
    const note = { format: NOTE_FORMAT, version: 1, run: id.slice(0, 26), stamp, device } as const
    return { ...note, ...(replaces.length === 0 ? {} : { replaces }), edit }
  }

  async function annotateOne(id: string, change: AnnotationChange): Promise<void> {
    const folder = await writableFolder(context, id)
    await serially(folder, async () => {
      const before = readNotesNow(paths.run(folder))
      const edit = checkAnnotationEdit(resolvedChange(change, mergeNotes(before, farthestStamp(now()))))
      const isWritten = await writeNote(folder, nextNote(id, edit, before), { durable: true })
      const after = mergeNotes(readNotesNow(paths.run(folder)), farthestStamp(now()))
      if (!isWritten || !isInEffect(edit, after)) {
        throw new Error(
          `The edit of run ${id} was not saved: another edit of it has a later time. Is the clock of this computer right?`,
        )
      }
    })
    await changed(folder)
  }

  /** Reading what holds and writing what follows is one step for all processes: two that tag at once lose nothing. */
  async function annotate(ids: readonly string[], change: AnnotationChange): Promise<void> {
    const checked = checkAnnotationChange(change)
    for (const id of ids) existingFolder(context, id)
    const { timers } = systemEnvironment
    const options = { clock: now, timers, longestWait: LONGEST_WAIT, late: LATE }
    await serially(LOCK, () =>
      withProcessLock(paths.directory, LOCK, options, async () => {
        for (const id of ids) await annotateOne(id, checked)
      }),
    )
  }

  async function addNotes(id: string, notes: readonly NoteFile[]): Promise<void> {
    const folder = await writableFolder(context, id)
    const added = await serially(folder, async () => {
      let count = 0
      // Not forced to the disk one by one: the shared folder still holds what a power cut might take.
      for (const note of notes) count += Number(await writeNote(folder, note, { durable: false }))
      return count
    })
    if (added > 0) await changed(folder)
  }

  async function addReplays(id: string, outcomes: readonly ReplayOutcome[]): Promise<void> {
    const folder = await writableFolder(context, id)
    const directory = paths.file(folder, FILES.replays)
    const files = outcomes.map((outcome) => {
      const replay = { format: REPLAY_FORMAT, version: 1, run: id.slice(0, 26), ...outcome }
      const text = `${JSON.stringify(sealed(replay), null, 2)}\n`
      return { path: join(directory, replayFileName(replay)), text }
    })
    const fresh = files.filter(({ path }) => !existsSync(path))
    if (fresh.length === 0) return
    await serially(folder, async () => {
      await makeFolder(directory)
      for (const { path, text } of fresh) await writeAtomically(path, text)
    })
    await changed(folder)
  }

  const addReplay = (id: string, outcome: ReplayOutcome): Promise<void> => addReplays(id, [outcome])

  return { annotate, addNotes, addReplay, addReplays }
}
