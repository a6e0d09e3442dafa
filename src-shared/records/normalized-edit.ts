import type { AnnotationChange } from './annotations'

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

// Composed, so that what looks equal is equal, and without halves of characters, which no file can hold.
function normalized(text: string): string {
  return text.replace(LONE_SURROGATE, '\uFFFD').normalize('NFC')
}

/**
 * An edit with all its texts in one form.
 *
 * Keyboards and file systems compose Korean letters differently; a search must find both, and every computer the same bytes.
 */
export function normalizedEdit<T extends AnnotationChange>(edit: T): T {
  return {
    ...edit,
    ...(edit.title === undefined ? {} : { title: normalized(edit.title) }),
    ...(edit.note === undefined ? {} : { note: normalized(edit.note) }),
    ...(edit.tags === undefined ? {} : { tags: edit.tags.map(normalized) }),
    ...(edit.addTags === undefined ? {} : { addTags: edit.addTags.map(normalized) }),
    ...(edit.removeTags === undefined ? {} : { removeTags: edit.removeTags.map(normalized) }),
  }
}
