import { open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { app, dialog, type BrowserWindow, type FileFilter } from 'electron'
import { writeAtomically } from '../library/atomic-file'
import { fileError } from '../library/file-errors'
import { LARGEST_FILE } from './request-schemas'

export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

// The size is asked of the file that is open, so that nothing can be put in its place in between.
async function readBounded(path: string): Promise<OpenedFile> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw fileError('read', path, error)
  })
  try {
    const { size } = await file.stat()
    if (size > LARGEST_FILE) {
      throw new Error(`Cannot open ${path}: it has ${size} bytes, but at most ${LARGEST_FILE} are allowed.`)
    }
    return { name: basename(path), bytes: new Uint8Array(await file.readFile()) }
  } finally {
    await file.close()
  }
}

/** Lets the user choose a file and reads it; null when the dialog was closed. */
export async function openFile(
  window: BrowserWindow | null,
  filters: FileFilter[],
): Promise<OpenedFile | null> {
  const options = { properties: ['openFile' as const], filters }
  const chosen = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  const [path] = chosen.filePaths
  return chosen.canceled || path === undefined ? null : readBounded(path)
}

/** Lets the user choose where a text goes and writes it; null when the dialog was closed, else the file's name. */
export async function saveText(
  window: BrowserWindow | null,
  name: string,
  text: string,
): Promise<string | null> {
  // Of a name that came from a page only the last part counts.
  const options = { defaultPath: join(app.getPath('documents'), basename(name.replaceAll('\\', '/'))) }
  const chosen = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  if (chosen.canceled || chosen.filePath === '') return null
  await writeAtomically(chosen.filePath, text)
  return basename(chosen.filePath)
}

/** Lets the user choose a folder, or make one; null when the dialog was closed. */
export async function chooseFolder(window: BrowserWindow | null): Promise<string | null> {
  const options = { properties: ['openDirectory' as const, 'createDirectory' as const] }
  const chosen = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}
