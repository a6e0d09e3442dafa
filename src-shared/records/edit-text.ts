import type { NoteFile } from './note-file'
import { farthestMilliseconds, stampMilliseconds } from './versions'

/** One edit of a run, as its history tells it. */
export interface HistoryEntry {
  readonly note: NoteFile
  /** ISO 8601: what the clock of the computer said that made it. */
  readonly at: string
  /** true where that lies more than a day ahead, so that the edit decides nothing until then. */
  readonly isAhead: boolean
}

/** Every edit of a run, the newest first. */
export function historyOf(notes: readonly NoteFile[], now: number): readonly HistoryEntry[] {
  return notes
    .map((note): HistoryEntry => {
      const time = stampMilliseconds(note.stamp)
      return { note, at: new Date(time).toISOString(), isAhead: time > farthestMilliseconds(now) }
    })
    .reverse()
}

/** Who wrote something: the name is what that device calls itself, the device is what the file says; neither is proved. */
export function writerText(device: string, name: string | undefined): string {
  return name === undefined || name === '' ? device : `${name} (${device})`
}
