import { link, open, rm, writeFile } from 'node:fs/promises'
import { temporaryPath } from './atomic-file'
import { errorCode, fileError } from './file-errors'
import { readText } from './read-file'

/**
 * The same where the disk has no links. For a moment the file can be read half-written, and whoever judged it by that half may have put
 * another in its place: what lies there at the end decides.
 */
async function createInPlace(path: string, text: string): Promise<boolean> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text)
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
  return (await readText(path, 'library').catch(() => '')) === text
}

/** Makes a file that is whole from its first moment and never replaces another; false where the name is taken. */
export async function createWhole(path: string, text: string): Promise<boolean> {
  const temporary = temporaryPath(path)
  try {
    await writeFile(temporary, text, { flag: 'wx' })
    try {
      // A link, because unlike a rename it never replaces what lies there.
      await link(temporary, path)
      return true
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false
      // Which code says that a disk knows no links is different everywhere; what fails for another reason fails here again.
      return await createInPlace(path, text)
    }
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw fileError('write', path, error)
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}
