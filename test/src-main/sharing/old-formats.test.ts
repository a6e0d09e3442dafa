import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFile, sealItem } from '../../../src-main/sharing/core/envelope'
import { restoredFolderState, storedFolderState } from '../../../src-main/sharing/core/folder-state'
import { pathOf } from '../../../src-main/sharing/core/paths'
import type { Computer } from './helpers/computer'
import { digest } from './helpers/computer'
import { FolderArena } from './helpers/folder-arena'

const FIXTURES = 'test/fixtures/sharing'

/** Every released version keeps a folder here, written by that version and never changed. */
const versions = await readdir(FIXTURES)

/** A file of each kind; the mark of the folder has a test of its own. */
const V1 = (await readdir(join(FIXTURES, 'v1'), { recursive: true })).filter(
  (path) => path.endsWith('.json') && path !== 'folder.json',
)

describe('case 32: what older versions wrote', () => {
  it.each(versions)('should read every file of %s, and would write the same bytes', async (version) => {
    const folder = join(FIXTURES, version)
    const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.json'))
    const kinds = new Set<string>()
    for (const path of paths) {
      const bytes = await readFile(join(folder, path))
      const opened = openFile(bytes, digest)
      if (opened.kind === 'marker') continue
      if (opened.kind !== 'item') throw new Error(`${path}: ${JSON.stringify(opened)}`)
      kinds.add(opened.item.kind)
      expect(pathOf(opened.item)).toBe(path)
      if (version === 'v1') expect(sealItem(opened.item, digest)).toBe(bytes.toString())
    }
    expect([...kinds].toSorted()).toEqual(['claim', 'curves', 'gone', 'note', 'person', 'replay', 'run'])
  })

  it('should use them as if they were written now', async () => {
    const arena = await FolderArena.open()
    for (const version of versions) {
      const folder = join(FIXTURES, version)
      for (const path of await readdir(folder, { recursive: true })) {
        if (path.endsWith('.json')) await arena.put(path, await readFile(join(folder, path)))
      }
      const ada = arena.computer('aaaaaaaa')
      const { folderIds } = ada.state
      ada.state.folderIds = [...folderIds, '01KF16G700QZ7KC5MD4BHX1S2M']
      const report = await ada.sync()
      expect(report).toMatchObject({ state: 'up-to-date', findings: [] })
      expect(ada.library.annotations('01KF16G700J5S8K2T0ZRX3M4QN')).toMatchObject({
        title: '첫 실행',
        star: true,
      })
      expect(report.people).toMatchObject([{ name: '에이다' }])
    }
    await arena.remove()
  })

  it.each(V1)('should tell %s of a newer version as such, and leave it byte for byte', async (path) => {
    const arena = await FolderArena.open()
    const file = JSON.parse(await readFile(join(FIXTURES, 'v1', path), 'utf8')) as object
    // A newer version seals its heads as it likes.
    const newer = JSON.stringify({ ...file, v: 2, minReader: 2, ofTheFuture: true })
    await arena.put(path, newer)
    const ada = arena.computer('aaaaaaaa')
    ada.train()
    for (let pass = 0; pass < 2; pass += 1) {
      const { findings } = await ada.sync({ everything: true })
      expect(findings.map((finding) => [finding.file, finding.code])).toEqual([[path, 'newer']])
    }
    expect(await readFile(join(arena.root, path), 'utf8')).toBe(newer)
    await arena.remove()
  })

  it('should look again, after an update, at what it could not use before', async () => {
    const arena = await FolderArena.open()
    await arena.put('runs/later.json', '{"fmt":"our-neural-network/run","v":2,"minReader":2}')
    const ada: Computer = arena.computer('aaaaaaaa')
    await ada.sync()
    expect(ada.state.seen.get('runs/later.json')?.outcome).toBe('newer')
    const stored = storedFolderState(ada.state)
    expect(restoredFolderState(stored).seen.has('runs/later.json')).toBe(true)
    expect(restoredFolderState({ ...stored, reader: 'an older version' }).seen.has('runs/later.json')).toBe(
      false,
    )
    await arena.remove()
  })
})
