import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import type { Language } from '#shared/language/language'

/** Makes a PDF of a page that is one file and loads nothing, such as a run card, in a window that nobody sees. */
export async function printPage(html: Uint8Array, language: Language): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'our-neural-network-print-'))
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, partition: 'print' } })
  try {
    const path = join(folder, 'page.html')
    await writeFile(path, html)
    await window.loadFile(path, { hash: language })
    return await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true })
  } finally {
    window.destroy()
    await rm(folder, { recursive: true, force: true })
  }
}
