import { basename } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { WrittenFile } from '#shared/ipc'
import type { ExportedFile } from '../exports/export-writer'
import { writeExported } from '../exports/write-exported'
import { chooseSavePath } from './file-dialogs'

/** Lets the user choose where a file goes, makes it under the name that it gets, and writes it; null when the dialog was closed. */
export async function saveExported(
  window: BrowserWindow | null,
  suggestedName: string,
  make: (name: string) => Promise<ExportedFile>,
): Promise<WrittenFile | null> {
  const path = await chooseSavePath(window, suggestedName)
  if (path === null) return null
  const name = basename(path)
  const made = await make(name)
  await writeExported(path, made)
  return { name, checked: made.checked }
}
