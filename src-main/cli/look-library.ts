import { type Library, openLibrary } from '../library/library'
import type { ParsedArguments } from './parsed-arguments'
import type { CommandContext } from './verb'

/**
 * Opens the library for a verb that only looks.
 *
 * A library that cannot be written can still be looked at; the app's own one is made when it is missing, because then it is
 * simply empty, while a folder that was named and is none is a mistake.
 */
export async function withLibrary<T>(
  args: ParsedArguments,
  context: CommandContext,
  work: (library: Library) => Promise<T>,
): Promise<T> {
  const named = args.text('library')
  const library = named === undefined ? await openLibrary(context.library) : await openNamed(named)
  try {
    return await work(library)
  } finally {
    await library.close()
  }
}

async function openNamed(directory: string): Promise<Library> {
  const looking = await openLibrary(directory, { readOnly: true })
  try {
    // Opened for writing where that is possible, so that runs whose process went away are told as interrupted.
    return await openLibrary(directory)
  } catch {
    return looking
  }
}
