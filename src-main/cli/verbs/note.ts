import type { AnnotationChange } from '#shared/records/annotations'
import { printableJson } from '../../base/printable-text'
import { openLibrary } from '../../library/library'
import { CommandError } from '../command-error'
import { findRun, theId } from '../find-run'
import type { ParsedArguments } from '../parsed-arguments'
import type { Verb } from '../verb'

function switched(args: ParsedArguments, on: string, off: string): boolean | undefined {
  if (args.flag(on) && args.flag(off)) throw new CommandError(`--${on} and --${off} cannot both hold.`)
  if (args.flag(on)) return true
  return args.flag(off) ? false : undefined
}

function changeOf(args: ParsedArguments): AnnotationChange {
  const [addTags, removeTags] = [args.all('tag'), args.all('untag')]
  if (addTags.includes('')) throw new CommandError('A tag cannot be empty.')
  const fields = {
    title: args.text('title'),
    note: args.text('note'),
    addTags: addTags.length === 0 ? undefined : addTags,
    removeTags: removeTags.length === 0 ? undefined : removeTags,
    star: switched(args, 'star', 'unstar'),
    archived: switched(args, 'archive', 'unarchive'),
  }
  const change = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as AnnotationChange
  if (Object.keys(change).length === 0) {
    throw new CommandError('Say what to note with --title, --note, --tag, --star or --archive.')
  }
  return change
}

/** Says something about a run; the next pass shares it. */
export const note: Verb = {
  usage: 'ID',
  options: [
    { name: 'title', value: 'TITLE', text: 'its title; an empty one removes it' },
    { name: 'note', value: 'TEXT', text: 'its note; older ones stay as history' },
    { name: 'tag', value: 'TAG', text: 'adds a tag; may be given more than once', repeated: true },
    { name: 'untag', value: 'TAG', text: 'removes a tag', repeated: true },
    { name: 'star', text: 'stars it' },
    { name: 'unstar', text: 'removes the star' },
    { name: 'archive', text: 'archives it' },
    { name: 'unarchive', text: 'restores it from the archive' },
  ],
  async run(args, { output, library: appLibrary }) {
    const word = theId(args, 'note')
    const library = await openLibrary(args.text('library') ?? appLibrary)
    try {
      const id = await findRun(library, word)
      await library.annotate([id], changeOf(args))
      const after = (await library.summary(id))?.annotations
      output.line(args.flag('json') ? printableJson({ id, ...after }) : `Noted for run ${id}.`)
      return 0
    } finally {
      await library.close()
    }
  },
}
