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
