import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryPath } from '../base/atomic-file'
import { errorCode, fileError } from '../base/file-errors'
import { plainSignatureNow, signatureNow } from './folder-signature'
import { FILES } from './library-paths'

/** The folder of a run that comes from a table: its name and the texts of its two files. */
export interface NewFolder {
  readonly name: string
  readonly record: string
  readonly provenance: string
}

/** What became of new folders. */
export interface WrittenFolders {
  /** In their order, up to the first that could not be written; null for those that were there already. */
  readonly signatures: readonly (string | null)[]
  readonly failure: { readonly message: string; readonly code: string } | null
}

/** false where the folder is there already. What is under its own name is whole: a kill leaves a temporary folder at most. */
function writeFolderNow(path: string, { record, provenance }: NewFolder, temporary: string): boolean {
  try {
    mkdirSync(temporary)
    writeFileSync(join(temporary, FILES.record), record)
    writeFileSync(join(temporary, FILES.provenance), provenance)
    renameSync(temporary, path)
    return true
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    if (signatureNow(path) !== '') return false
    throw fileError('write', path, error)
  }
}

/**
 * Writes folders at once, without promises: many small files take a fifth of the time.
 *
 * Not forced to the disk one by one: the table still holds what a power cut might take.
 */
export function writeFoldersNow(runs: string, folders: readonly NewFolder[]): WrittenFolders {
  const signatures: (string | null)[] = []
  const temporary = temporaryPath(join(runs, 'import'))
  try {
    for (const folder of folders) {
      const path = join(runs, folder.name)
      signatures.push(writeFolderNow(path, folder, temporary) ? plainSignatureNow(path) : null)
    }
    return { signatures, failure: null }
  } catch (error) {
    const { message } = error as Error
    return { signatures, failure: { message, code: errorCode(error) } }
  }
}
