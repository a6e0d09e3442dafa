const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
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

/** Code of a system error such as ENOENT; empty for other errors. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Why an operation on a file failed, as a part of a sentence, without paths and stack. */
export function fileFault(error: unknown): string {
  const code = errorCode(error)
  return (
    REASONS[code] ?? (code === '' && error instanceof Error ? error.message : `the system reports ${code}`)
  )
}
