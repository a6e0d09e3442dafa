/** What people add to a run after it ended: everything is last-writer-wins per field, and archive can be undone. */
export interface RunAnnotations {
  readonly title: string
  readonly note: string
  readonly tags: readonly string[]
  readonly star: boolean
  readonly archived: boolean
}

export const NO_ANNOTATIONS: RunAnnotations = { title: '', note: '', tags: [], star: false, archived: false }

/** One edit: only the fields that it changes. */
export type AnnotationEdit = Partial<RunAnnotations>

/**
 * What a person asks for. Tags are added and taken away one by one: whoever sends the whole list takes away what another has
 * added since.
 */
export type AnnotationChange = AnnotationEdit & {
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
}

/** The edit that a change comes to, given what holds before it. */
export function resolvedChange(
  { addTags, removeTags, ...edit }: AnnotationChange,
  before: RunAnnotations,
): AnnotationEdit {
  if (addTags === undefined && removeTags === undefined) return edit
  const removed = new Set(removeTags)
  const tags = [...(edit.tags ?? before.tags), ...(addTags ?? [])].filter((tag) => !removed.has(tag))
  return { ...edit, tags: [...new Set(tags)] }
}
