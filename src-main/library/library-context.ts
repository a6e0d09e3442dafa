import { existsSync } from 'node:fs'
import type { RunRecord } from '#shared/records/run-record'
import { FileError } from '../base/file-errors'
import type { Catalogue } from './catalogue'
import { signatureNow } from './folder-signature'
import { idOfFolder, isRunFolder, type LibraryPaths } from './library-paths'
import { readRecordNow } from './run-folder'
import type { Provenances } from './run-provenances'

/** What the parts of a library share. */
export interface LibraryContext {
  readonly paths: LibraryPaths
  readonly catalogue: Catalogue
  readonly provenances: Provenances
  readonly now: () => number
  /** Lets one work at a time touch a run's folder. */
  readonly serially: <T>(folder: string, work: () => Promise<T>) => Promise<T>
  /** Tells listeners and other processes that a folder changed. */
  readonly changed: (folder: string) => Promise<void>
  /** The same of many folders that the catalogue has been given already. */
  readonly added: (folders: readonly string[]) => Promise<void>
}

/** Runs works for one key after the other; another key's do not wait. */
export function createSerially(): LibraryContext['serially'] {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.then(
      () => undefined,
      () => undefined,
    )
    last.set(key, settled)
    try {
      return await mine
    } finally {
      if (last.get(key) === settled) last.delete(key)
    }
  }
}

type Known = Pick<LibraryContext, 'paths' | 'catalogue'>

/** The folder of a run that must be there; throws a sentence. The id is checked before it becomes a part of a path. */
export function existingFolder({ paths, catalogue }: Known, id: string): string {
  if (isRunFolder(id) && (catalogue.imports.has(id) || signatureNow(paths.run(id)) !== '')) return id
  // Not "no such run": a disk that was taken out says nothing of what is on it.
  if (!existsSync(paths.runs))
    throw new FileError(`The library ${paths.directory} cannot be found at the moment.`, 'ENXIO')
  throw new FileError(`There is no run ${JSON.stringify(id)} in the library ${paths.directory}.`, 'ENOENT')
}

/** The record of a run that must be there and readable; throws a sentence. */
export function existingRecord(context: Known, id: string): RunRecord {
  const folder = existingFolder(context, id)
  const imported = context.catalogue.importedRecord(folder)
  if (imported !== null) return imported
  const result = readRecordNow(context.paths.run(folder), folder)
  if (result.ok) return result.value
  throw new Error(`The record of run ${idOfFolder(folder)} cannot be used: ${result.reason}`)
}
