import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openSeal, sealed } from '../../src-main/base/sealed-json'

/** As if the process had been killed that has the jobs of a queue's folder. */
export async function killOwners(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.json'))) {
    const path = join(folder, name)
    const job = JSON.parse(await readFile(path, 'utf8')) as { readonly owner: object }
    const owner = { ...(openSeal(job.owner).value as object), processStart: '1' }
    await writeFile(path, JSON.stringify({ ...job, owner: sealed(owner) }))
  }
}
