import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundleProgram, ended, startProgram } from '../../helpers/bundled-program'
import { RealComputer, temporaryFolder, treeOf } from './helpers/real-computer'

describe('case 1: two computers that write 50 runs each at once', () => {
  it('should show all 100 on both, and leave no half-written file', async () => {
    const program = await bundleProgram('sharing-writer')
    const folder = await temporaryFolder()
    const directories = [await temporaryFolder(), await temporaryFolder()]
    const maker = await RealComputer.open()
    await maker.sync(folder, true)
    await Promise.all(
      directories.map(async (directory) => ended(startProgram(program.path, [directory, folder, '50']))),
    )
    const computers = await Promise.all(directories.map((directory) => RealComputer.open(directory)))
    for (const computer of computers)
      expect(await computer.sync(folder)).toMatchObject({ state: 'up-to-date' })
    const [first, second] = await Promise.all(computers.map((computer) => computer.runs()))
    expect(first).toHaveLength(100)
    expect(second).toEqual(first)
    for (const id of first ?? []) {
      const [left, right] = await Promise.all(computers.map(({ library }) => library.record(id)))
      expect(left).toEqual(right)
    }
    const paths = Object.keys(await treeOf(join(folder, 'our-neural-network')))
    expect(paths.filter((path) => path.includes('~'))).toEqual([])
    await Promise.all([...computers, maker].map((computer) => computer.close()))
    await rm(folder, { recursive: true, maxRetries: 10 })
    await program.remove()
  })
})

describe('case 30: two programs on one library, and a copied library', () => {
  it('should let two processes share through one library at once', async () => {
    const program = await bundleProgram('sharing-writer')
    const [folder, directory] = [await temporaryFolder(), await temporaryFolder()]
    const ada = await RealComputer.open(directory)
    await ada.sync(folder, true)
    await Promise.all([1, 2].map(async () => ended(startProgram(program.path, [directory, folder, '10']))))
    expect(await ada.sync(folder)).toMatchObject({ state: 'up-to-date', pending: 0, problems: [] })
    const ben = await RealComputer.open()
    await ben.sync(folder)
    expect(await ben.runs()).toEqual(await ada.runs())
    expect(await ben.runs()).toHaveLength(20)
    const notes = Object.keys(await treeOf(join(folder, 'our-neural-network'))).filter((path) =>
      /^notes\/.*\.json$/.test(path),
    )
    expect(notes).toHaveLength(20)
    await Promise.all([ada, ben].map((computer) => computer.close()))
    await rm(folder, { recursive: true, maxRetries: 10 })
    await program.remove()
  })
})
