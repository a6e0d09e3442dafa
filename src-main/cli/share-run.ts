import { stat } from 'node:fs/promises'
import type { Library } from '../library/library'
import { labFolderIn } from '../sharing/lab-folder'
import { syncOnce } from '../sharing/sync-once'
import { CommandError } from './command-error'
import type { Output } from './verb'

/** Throws a sentence where there is nothing to share through, before hours are spent on training. */
export async function checkShareFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => null)
  if (stats?.isDirectory() !== true)
    throw new CommandError(`Cannot share through ${folder}: that folder is not there.`)
  const { exists } = await labFolderIn(folder)
  if (!exists) {
    throw new CommandError(
      `There is no folder of the lab in ${folder}; \`lab sync --folder ${folder} --create\` makes one.`,
    )
  }
}

/** Shares what a training has recorded; false where it still waits. It is recorded here in any case. */
export async function shareRun(library: Library, folder: string, output: Output): Promise<boolean> {
  const { state, written, pending, problems, away } = await syncOnce({ library, folder, create: false })
  for (const { file, reason } of problems) output.note(`${file}: ${reason}`)
  if (state !== 'folder-away') {
    output.note(`Shared through ${folder}: ${written} written, ${pending} pending.`)
    return true
  }
  output.note(
    `${away ?? 'The folder was not found.'} The run is recorded here; \`lab sync\` shares it later.`,
  )
  return false
}
