const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EEXIST: 'it exists already',
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
  EIO: 'the disk reports an error',
  EBUSY: 'another program is using it',
}

/** A failed operation on a file, as a sentence; `code` is the system's, `fault` the part that says why. */
export class FileError extends Error {
  readonly code: string
  readonly fault: string | null

  constructor(message: string, code: string, fault: string | null = null) {
    super(message)
    this.name = 'FileError'
    this.code = code
    this.fault = fault
  }
}

/** Code of a system error such as ENOENT; empty for other errors. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Why an operation on a file failed, as a part of a sentence, without paths and stack. */
export function fileFault(error: unknown): string {
  if (error instanceof FileError && error.fault !== null) return error.fault
  const code = errorCode(error)
  return (
    REASONS[code] ?? (code === '' && error instanceof Error ? error.message : `the system reports ${code}`)
  )
}

/** The sentence `Cannot <action> <path>: <reason>.` for a system error; sentences that are one already stay as they are. */
export function fileError(action: string, path: string, error: unknown): FileError {
  if (error instanceof FileError) return error
  const fault = fileFault(error)
  return new FileError(`Cannot ${action} ${path}: ${fault}.`, errorCode(error), fault)
}
