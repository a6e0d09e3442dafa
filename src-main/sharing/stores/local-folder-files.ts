import type { Dirent, Stats } from 'node:fs'
import { constants, promises } from 'node:fs'

export interface OpenFile {
  stat(): Promise<Stats>
  writeFile(bytes: Uint8Array): Promise<void>
  sync(): Promise<void>
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
  close(): Promise<void>
}

/** The system calls that the store makes, apart so that each can be made to fail in a test. */
export interface Files {
  readdir(path: string): Promise<readonly Dirent[]>
  lstat(path: string): Promise<Stats>
  mkdir(path: string): Promise<void>
  /** Creates a file that is not there yet. */
  openNew(path: string): Promise<OpenFile>
  /** Opens a plain file for reading without following links and without waiting for a pipe's other end. */
  openPlain(path: string): Promise<OpenFile>
  openDirectory(path: string): Promise<OpenFile>
  rename(from: string, to: string): Promise<void>
  copyExclusive(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
}

// Windows knows neither flag; there a pipe cannot lie in a folder, and links are told by lstat.
const {
  O_RDONLY,
  O_NONBLOCK = 0,
  O_NOFOLLOW = 0,
} = constants as Partial<typeof constants> & { O_RDONLY: number }

export const localFiles: Files = {
  readdir: (path) => promises.readdir(path, { withFileTypes: true }),
  lstat: (path) => promises.lstat(path),
  mkdir: (path) => promises.mkdir(path),
  openNew: (path) => promises.open(path, 'wx'),
  openPlain: (path) => promises.open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW),
  openDirectory: (path) => promises.open(path, O_RDONLY),
  rename: (from, to) => promises.rename(from, to),
  copyExclusive: (from, to) => promises.copyFile(from, to, constants.COPYFILE_EXCL),
  unlink: (path) => promises.unlink(path),
}
