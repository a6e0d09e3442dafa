import { readFile, writeFile } from 'node:fs/promises'
import { openSeal, sealed } from '../../src-main/base/sealed-json'

/** Changes a sealed file as the program that wrote it would have: with the hash of what it says now. */
export async function rewriteSealed(
  path: string,
  change: (value: Record<string, unknown>) => object,
): Promise<void> {
  const { value } = openSeal(JSON.parse(await readFile(path, 'utf8')))
  await writeFile(path, JSON.stringify(sealed(change(value as Record<string, unknown>))))
}
