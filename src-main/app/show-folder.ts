import { shell } from 'electron'

/** Opens a folder of the lab's own in the system's file manager. Only main names folders; the window says which of the two. */
export async function showFolder(path: string): Promise<void> {
  const fault = await shell.openPath(path)
  if (fault !== '') throw new Error(`The folder ${path} could not be opened: ${fault}.`)
}
