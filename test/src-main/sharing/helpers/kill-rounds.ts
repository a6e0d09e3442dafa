import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { openFile } from '../../../../src-main/sharing/core/envelope'
import { bundleProgram, ended, startProgram } from '../../../helpers/bundled-program'
import { digest } from './computer'
import { RealComputer, temporaryFolder, treeOf } from './real-computer'

const DAY = 86_400_000

/** Kills a process that trains and shares at random moments; then everything that it recorded must reach the folder whole. */
export async function playKillRounds(rounds: number, random: () => number): Promise<void> {
  const program = await bundleProgram('sharing-writer')
  const [folder, directory] = [await temporaryFolder(), await temporaryFolder()]
  const root = join(folder, 'our-neural-network')
  const recorded = new Set<string>()
  try {
    const first = await RealComputer.open(directory)
    await first.sync(folder, true)
    await first.library.close()
    for (let round = 0; round < rounds; round += 1) {
      const child = startProgram(program.path, [directory, folder])
      child.on('message', (message: { readonly id?: string }) => {
        if (message.id !== undefined) recorded.add(message.id)
      })
      await new Promise((resolve) => child.once('message', resolve))
      await new Promise((resolve) => setTimeout(resolve, random() * 150))
      child.kill('SIGKILL')
      await ended(child)
      await expectWholeFiles(root)
    }
    const ada = await RealComputer.open(directory)
    expect(await ada.sync(folder)).toMatchObject({ state: 'up-to-date', pending: 0, problems: [] })
    await ada.sync(folder, false, DAY + 60_000)
    expect(Object.keys(await treeOf(root)).filter((path) => path.endsWith('.tmp'))).toEqual([])
    const ben = await RealComputer.open()
    await ben.sync(folder)
    const arrived = new Set(await ben.runs())
    expect([...recorded].filter((id) => !arrived.has(id))).toEqual([])
    await ada.close()
    await ben.close()
  } finally {
    await program.remove()
    await rm(folder, { recursive: true, maxRetries: 10, force: true })
    await rm(directory, { recursive: true, maxRetries: 10, force: true })
  }
}

async function expectWholeFiles(root: string): Promise<void> {
  for (const name of await readdir(root, { recursive: true })) {
    if (!name.endsWith('.json')) continue
    const { kind } = openFile(await readFile(join(root, name)), digest)
    expect(['item', 'marker'], name).toContain(kind)
  }
}
