/** A file of the shared folder; `path` is relative to its root, with slashes. */
export interface StoreEntry {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
}

export interface Listing {
  readonly files: readonly StoreEntry[]
  /** Half-written files, ours and those of others. */
  readonly temporaries: readonly StoreEntry[]
  /** Folders that could not be read this time: what lies in them is unknown, not gone. */
  readonly unknown: readonly { readonly path: string; readonly reason: string }[]
  /** true where there were more files than are looked at. */
  readonly cut: boolean
  /** The lab's folders beside this one whose files are among these, and those near it that are not. */
  readonly beside?: readonly { readonly name: string; readonly folderIds: readonly string[] }[]
  readonly nearby?: readonly string[]
}

/** `exists`: something has that name already and was left as it is. */
export type Creation = 'created' | 'exists'

/**
 * All that sharing asks of a folder, so that any service that lists, reads and creates could stand in for it.
 * Failures are `StoreError`s; nothing is ever overwritten, moved or renamed.
 */
export interface SyncStore {
  list(): Promise<Listing>
  read(path: string, limit: number): Promise<Uint8Array>
  /** Writes a file whole under a name that is free, or not at all. `patience`: milliseconds to try again while the file is busy. */
  createExclusive(path: string, bytes: Uint8Array, patience: number): Promise<Creation>
  /** Removes a file that this device wrote. */
  removeOwn(path: string): Promise<void>
}

/** What a failure means for what to do next. */
export type Trouble = 'busy' | 'full' | 'absent' | 'refused' | 'too-large' | 'not-a-file' | 'broken'

export class StoreError extends Error {
  readonly trouble: Trouble
  readonly path: string

  constructor(trouble: Trouble, path: string, message: string) {
    super(message)
    this.name = 'StoreError'
    this.trouble = trouble
    this.path = path
  }
}

const BUSY = new Set([
  'EPERM',
  'EACCES',
  'EBUSY',
  'EAGAIN',
  'EDEADLK',
  'ETXTBSY',
  'EMFILE',
  'ENFILE',
  'ETIMEDOUT',
])
const FULL = new Set(['ENOSPC', 'EROFS', 'EDQUOT', 'EFBIG'])
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENOTCONN', 'ESTALE', 'ENODEV', 'EHOSTDOWN'])

export function troubleOf(code: string): Trouble {
  if (BUSY.has(code)) return 'busy'
  if (FULL.has(code)) return 'full'
  if (ABSENT.has(code)) return 'absent'
  if (code === 'ENAMETOOLONG') return 'refused'
  return 'broken'
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on that disk',
  EDQUOT: 'the space that you may use there is spent',
  EROFS: 'that disk can only be read',
  EACCES: 'this user may not do that there',
  EPERM: 'the system does not permit it',
  EBUSY: 'another program holds the file at the moment',
  EDEADLK: 'the file has not been fetched yet',
  ETIMEDOUT: 'it did not answer in time',
  ENOENT: 'it is not there',
  ENAMETOOLONG: 'the path is too long for that disk',
  EIO: 'that disk reports an error',
  EMFILE: 'too many files are open at the moment',
}

export function sentenceOf(code: string): string {
  return SENTENCES[code] ?? `the system answered ${code}`
}

export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code
  return 'EUNKNOWN'
}

/** The failure of a system call on one file, as something a pass can decide by and a person can read. */
export function storeError(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error
  const code = codeOf(error)
  const sentence = code === 'EUNKNOWN' && error instanceof Error ? error.message : sentenceOf(code)
  return new StoreError(troubleOf(code), path, sentence)
}
