import * as v from 'valibot'
import { problemOfIssue } from '../experiment/experiment-problem'
import { withUnknownFields } from '../experiment/unknown-fields'
import {
  type AnnotationChange,
  type AnnotationEdit,
  NO_ANNOTATIONS,
  type RunAnnotations,
} from './annotations'
import { newerVersion } from './newer-version'
import { normalizedEdit } from './normalized-edit'
import type { Parsed } from './run-record-schema'
import { LONGEST_OLD_NOTE, TEXT_LIMITS } from './text-limits'
import { LAST_STAMP, latestVersion, MOST_REPLACED, type Version, versionName } from './versions'

export const NOTE_FORMAT = 'our-neural-network/note'

/** One edit of what people add to a run, in a file of its own that is never changed: older versions stay as history. */
export interface NoteFile extends Version {
  readonly format: typeof NOTE_FORMAT
  readonly version: 1
  readonly run: string
  readonly edit: AnnotationEdit
}

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))

const tags = v.pipe(v.array(text(TEXT_LIMITS.tag)), v.maxLength(TEXT_LIMITS.tags))

/** The fields of an edit; what older versions let through is still read, but not written any more. */
const editWith = (longestNote: number) =>
  v.object({
    title: v.optional(text(TEXT_LIMITS.title)),
    note: v.optional(text(longestNote)),
    tags: v.optional(tags),
    star: v.optional(v.boolean()),
    archived: v.optional(v.boolean()),
  })

const edit = editWith(LONGEST_OLD_NOTE)
const newEdit = v.strictObject(editWith(TEXT_LIMITS.note).entries)

/** What somebody asks for now, in the window or with the command. */
export const newChange = v.strictObject({
  ...newEdit.entries,
  addTags: v.optional(tags),
  removeTags: v.optional(tags),
})

const noteFile = v.object({
  format: v.literal(NOTE_FORMAT),
  version: v.literal(1),
  run: text(26),
  stamp: v.pipe(v.string(), v.regex(/^[0-9a-hjkmnp-tv-z]{14}$/)),
  device: v.pipe(v.string(), v.regex(/^[0-9a-hjkmnp-tv-z]{8}$/)),
  replaces: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[0-9a-hjkmnp-tv-z]{14}-[0-9a-hjkmnp-tv-z]{8}$/))),
      v.maxLength(MOST_REPLACED),
    ),
  ),
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
export function checkAnnotationChange(input: unknown): AnnotationChange {
  const result = v.safeParse(newChange, input, { abortEarly: true })
  if (!result.success) throw new Error(problemOfIssue(result.issues[0]).message)
  return normalizedEdit(withoutUndefined(result.output))
}

/** Checks an edit as it is written down; throws a sentence. */
export function checkAnnotationEdit(input: unknown): AnnotationEdit {
  const result = v.safeParse(newEdit, input, { abortEarly: true })
  if (!result.success) throw new Error(problemOfIssue(result.issues[0]).message)
  return normalizedEdit(withoutUndefined(result.output))
}

// A field that is undefined would count as an edit in memory and be none in the file.
function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}

/** The order of two edits, the same on every computer: by time, then by device. */
export function compareNotes(left: NoteFile, right: NoteFile): number {
  const [a, b] = [versionName(left), versionName(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** What stands after all edits: for each field the last writer wins, see `latestVersion`. */
export function mergeNotes(notes: readonly NoteFile[], farthest = LAST_STAMP): RunAnnotations {
  const holding = <F extends keyof RunAnnotations>(field: F): RunAnnotations[F] => {
    const edits = notes.filter((note) => note.edit[field] !== undefined)
    const latest = latestVersion(edits, farthest, (note) => JSON.stringify(note.edit[field]))
    return (latest?.edit[field] as RunAnnotations[F] | undefined) ?? NO_ANNOTATIONS[field]
  }
  return {
    title: holding('title'),
    note: holding('note'),
    tags: holding('tags'),
    star: holding('star'),
    archived: holding('archived'),
  }
}

/** Whether everything that an edit says holds. */
export function isInEffect(edit: AnnotationEdit, annotations: RunAnnotations): boolean {
  return Object.entries(edit).every(
    ([field, value]) => JSON.stringify(annotations[field as keyof RunAnnotations]) === JSON.stringify(value),
  )
}
