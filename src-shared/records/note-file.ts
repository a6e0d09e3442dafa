import * as v from 'valibot'
import { problemOfIssue } from '../design/experiment-problem'
import { withUnknownFields } from '../design/unknown-fields'
import { normalizedEdit } from './normalized-edit'
import { NO_ANNOTATIONS, type AnnotationEdit, type RunAnnotations } from './annotations'
import { newerVersion } from './newer-version'
import type { Parsed } from './run-record-schema'
import { LONGEST_OLD_NOTE, TEXT_LIMITS } from './text-limits'

export const NOTE_FORMAT = 'our-neural-network/note'

/** One edit of what people add to a run, in a file of its own that is never changed: older versions stay as history. */
export interface NoteFile {
  readonly format: typeof NOTE_FORMAT
  readonly version: 1
  readonly run: string
  /** Hybrid logical time: comparing the texts compares the times. */
  readonly stamp: string
  /** Eight characters that name the installation that made the edit. */
  readonly device: string
  readonly edit: AnnotationEdit
}

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))

/** The fields of an edit; what older versions let through is still read, but not written any more. */
const editWith = (longestNote: number) =>
  v.object({
    title: v.optional(text(TEXT_LIMITS.title)),
    note: v.optional(text(longestNote)),
    tags: v.optional(v.pipe(v.array(text(TEXT_LIMITS.tag)), v.maxLength(TEXT_LIMITS.tags))),
    star: v.optional(v.boolean()),
    archived: v.optional(v.boolean()),
  })

const edit = editWith(LONGEST_OLD_NOTE)

/** An edit that somebody makes now, in the window or with the command. */
export const newEdit = v.strictObject(editWith(TEXT_LIMITS.note).entries)

const noteFile = v.object({
  format: v.literal(NOTE_FORMAT),
  version: v.literal(1),
  run: text(26),
  stamp: v.pipe(v.string(), v.regex(/^[0-9a-hjkmnp-tv-z]{14}$/)),
  device: v.pipe(v.string(), v.regex(/^[0-9a-hjkmnp-tv-z]{8}$/)),
  edit,
})

/** Reads one edit from a file that anyone may have written. */
export function parseNoteFile(input: unknown): Parsed<NoteFile> {
  const newer = newerVersion(input, NOTE_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const result = v.safeParse(noteFile, input, { abortEarly: true })
  if (!result.success) return { ok: false, reason: problemOfIssue(result.issues[0]).message }
  return { ok: true, value: withUnknownFields(input, result.output) }
}

/** Checks an edit that comes from the window or from the command; throws a sentence. */
export function checkAnnotationEdit(input: unknown): AnnotationEdit {
  const result = v.safeParse(newEdit, input)
  if (!result.success) throw new Error(problemOfIssue(result.issues[0]).message)
  return normalizedEdit(result.output)
}

/** The order of two edits, the same on every computer: by time, then by device. */
export function compareNotes(left: NoteFile, right: NoteFile): number {
  const [a, b] = [left.stamp + left.device, right.stamp + right.device]
  return a < b ? -1 : a > b ? 1 : 0
}

/** What stands after all edits: for each field the last writer wins. */
export function mergeNotes(notes: readonly NoteFile[]): RunAnnotations {
  const edits = [...notes].sort(compareNotes).map((note) => note.edit)
  const { title, note, tags, star, archived } = edits.reduce<RunAnnotations>(
    (merged, next) => ({ ...merged, ...next }),
    NO_ANNOTATIONS,
  )
  return { title, note, tags, star, archived }
}
