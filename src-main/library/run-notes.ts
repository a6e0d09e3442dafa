import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AnnotationEdit } from '#shared/records/annotations'
import { checkAnnotationEdit, NOTE_FORMAT, type NoteFile } from '#shared/records/note-file'
import { REPLAY_FORMAT } from '#shared/records/replay-file'
import type { ReplayOutcome } from '#shared/records/run-summary'
import { HybridClock } from '../sharing/core/hybrid-clock'
import { makeFolder, writeAtomically } from './atomic-file'
import { existingFolder, type LibraryContext } from './library-context'
import { FILES } from './library-paths'
import { sealed } from './sealed-json'
import { noteFileName, readNotesNow, replayFileName } from './run-folder'

/** What people and replays add to a run: files of their own that are never changed. */
export function createRunNotes(context: LibraryContext, device: string) {
  const { paths, now, serially, changed } = context
  const clock = new HybridClock()

  async function writeNote(folder: string, note: NoteFile): Promise<boolean> {
    const directory = paths.file(folder, FILES.notes)
    const path = join(directory, noteFileName(note))
    const text = `${JSON.stringify(sealed(note), null, 2)}\n`
    if (existsSync(path)) return false
    await makeFolder(directory)
    await writeAtomically(path, text)
    return true
  }

  async function annotateOne(id: string, edit: AnnotationEdit): Promise<void> {
    const folder = existingFolder(context, id)
    await serially(folder, async () => {
      const latest = readNotesNow(paths.run(folder)).at(-1)?.stamp
      const stamp = clock.next(now(), latest)
      await writeNote(folder, { format: NOTE_FORMAT, version: 1, run: id.slice(0, 26), stamp, device, edit })
    })
    await changed(folder)
  }

  async function annotate(ids: readonly string[], edit: AnnotationEdit): Promise<void> {
    const checked = checkAnnotationEdit(edit)
    for (const id of ids) await annotateOne(id, checked)
  }

  async function addNote(note: NoteFile): Promise<boolean> {
    const folder = existingFolder(context, note.run)
    const added = await serially(folder, () => writeNote(folder, note))
    if (added) await changed(folder)
    return added
  }

  async function addReplay(id: string, outcome: ReplayOutcome): Promise<void> {
    const folder = existingFolder(context, id)
    const replay = { format: REPLAY_FORMAT, version: 1, run: id.slice(0, 26), ...outcome }
    const text = `${JSON.stringify(sealed(replay), null, 2)}\n`
    const directory = paths.file(folder, FILES.replays)
    const path = join(directory, replayFileName(replay))
    if (existsSync(path)) return
    await serially(folder, async () => {
      await makeFolder(directory)
      await writeAtomically(path, text)
    })
    await changed(folder)
  }

  return { annotate, addNote, addReplay }
}
