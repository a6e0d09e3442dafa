import { basename, join } from 'node:path'
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron'
import { LARGEST_FILE } from '#shared/ipc-bounds'
import { writeAtomically } from '../base/atomic-file'
import { fileName } from '../base/file-name'
import { readWholeFile } from '../base/read-file'

export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

async function readBounded(path: string): Promise<OpenedFile> {
  return { name: basename(path), bytes: new Uint8Array(await readWholeFile(path, LARGEST_FILE)) }
}

/** Lets the user choose a file; null when the dialog was closed. */
export async function chooseFile(
  window: BrowserWindow | null,
  filters: FileFilter[],
): Promise<string | null> {
  const options = { properties: ['openFile' as const], filters }
  const chosen = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}

/** Lets the user choose a file and reads it; null when the dialog was closed. */
export async function openFile(
  window: BrowserWindow | null,
  filters: FileFilter[],
): Promise<OpenedFile | null> {
  const path = await chooseFile(window, filters)
  return path === null ? null : readBounded(path)
}

/** Lets the user choose where a file goes; null when the dialog was closed. */
export async function chooseSavePath(window: BrowserWindow | null, name: string): Promise<string | null> {
  const options = { defaultPath: join(app.getPath('documents'), fileName(name)) }
  const chosen = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath
}

/** Lets the user choose where a file goes and writes it; null when the dialog was closed, else the file's name. */
export async function saveFile(
  window: BrowserWindow | null,
  name: string,
  content: string | Uint8Array,
): Promise<string | null> {
  const path = await chooseSavePath(window, name)
  if (path === null) return null
  await writeAtomically(path, content)
  return basename(path)
}

/** Lets the user choose a folder, or make one; null when the dialog was closed. */
export async function chooseFolder(window: BrowserWindow | null): Promise<string | null> {
  const options = { properties: ['openDirectory' as const, 'createDirectory' as const] }
  const chosen = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}
