import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeAtomically } from '../base/atomic-file'
import type { ExportedFile } from './export-writer'

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * Writes a file that was made of runs, and before it those that it names. A file that is there is replaced, because somebody has named
 * it; those beside it were named by nobody, so they are replaced only together with the file that they belong to.
 */
export async function writeExported(path: string, { bytes, beside = [] }: ExportedFile): Promise<void> {
  const placeOf = (name: string): string => join(dirname(path), name)
  if (beside.length > 0 && !(await isThere(path)))
    for (const { name } of beside)
      if (await isThere(placeOf(name)))
        throw new Error(
          `${name} is in this folder already and belongs to something else: choose another name.`,
        )
  for (const file of beside) await writeAtomically(placeOf(file.name), file.bytes)
  await writeAtomically(path, bytes)
}
