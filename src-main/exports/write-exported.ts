import { dirname, join } from 'node:path'
import { writeAtomically } from '../base/atomic-file'
import type { ExportedFile } from './export-writer'

/** Writes a file that was made of runs, and before it those that it names. */
export async function writeExported(path: string, { bytes, beside = [] }: ExportedFile): Promise<void> {
  for (const file of beside) await writeAtomically(join(dirname(path), file.name), file.bytes)
  await writeAtomically(path, bytes)
}
