import type { AnnotationEdit } from '#shared/records/annotations'

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Texts in one form: composed, so that what looks equal is equal, and without halves of characters, which no file can hold. */
function normalized(text: string): string {
  return text.replace(LONE_SURROGATE, '\uFFFD').normalize('NFC')
}

export function normalizedEdit(edit: AnnotationEdit): AnnotationEdit {
  return {
    ...edit,
    ...(edit.title === undefined ? {} : { title: normalized(edit.title) }),
    ...(edit.note === undefined ? {} : { note: normalized(edit.note) }),
    ...(edit.tags === undefined ? {} : { tags: edit.tags.map(normalized) }),
  }
}
