import type { AnnotationEdit } from '#shared/records/annotations'
import { printableJson } from '../../foreign-text/printable-text'
import { openLibrary } from '../../library/library'
import { CommandError } from '../command-error'
import { findRun, theId } from '../find-run'
import type { Verb } from '../verb'
import type { Words } from '../words'

function switched(words: Words, on: string, off: string): boolean | undefined {
  if (words.flag(on) && words.flag(off)) throw new CommandError(`--${on} and --${off} cannot both hold.`)
  if (words.flag(on)) return true
  return words.flag(off) ? false : undefined
}

/** The tags after the change: those that were there, with the new ones and without the removed ones. */
function changedTags(words: Words, before: readonly string[]): readonly string[] | undefined {
  const [added, removed] = [words.all('tag'), words.all('untag')]
  if (added.length === 0 && removed.length === 0) return undefined
  if (added.includes('')) throw new CommandError('A tag cannot be empty.')
  return [...new Set([...before, ...added])].filter((tag) => !removed.includes(tag))
}

function editOf(words: Words, tags: readonly string[]): AnnotationEdit {
  const fields = {
    title: words.text('title'),
    note: words.text('note'),
    tags: changedTags(words, tags),
    star: switched(words, 'star', 'unstar'),
    archived: switched(words, 'archive', 'unarchive'),
  }
  const edit = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as AnnotationEdit
  if (Object.keys(edit).length === 0) {
    throw new CommandError('Say what to note with --title, --note, --tag, --star or --archive.')
  }
  return edit
}

/** Says something about a run; the next pass shares it. */
export const note: Verb = {
  name: 'note',
  summary: 'gives a run a title, a note, tags or a star',
  usage: 'ID',
  options: [
    { name: 'title', value: 'TITLE', text: 'its title; empty takes it away' },
    { name: 'note', value: 'TEXT', text: 'its note; older ones stay as history' },
    { name: 'tag', value: 'TAG', text: 'adds a tag; may be given more than once', repeated: true },
    { name: 'untag', value: 'TAG', text: 'takes a tag away', repeated: true },
    { name: 'star', text: 'puts a star on it' },
    { name: 'unstar', text: 'takes the star away' },
    { name: 'archive', text: 'puts it out of sight' },
    { name: 'unarchive', text: 'brings it back' },
  ],
  async run(words, { output, library: appLibrary }) {
    const word = theId(words, 'note')
    const library = await openLibrary(words.text('library') ?? appLibrary)
    try {
      const id = await findRun(library, word)
      const before = (await library.list()).find(({ record }) => record.id === id)?.annotations
      await library.annotate([id], editOf(words, before?.tags ?? []))
      const after = (await library.list()).find(({ record }) => record.id === id)?.annotations
      output.line(words.flag('json') ? printableJson({ id, ...after }) : `Noted for run ${id}.`)
      return 0
    } finally {
      await library.close()
    }
  },
}
