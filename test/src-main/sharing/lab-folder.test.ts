import { spawnSync } from 'node:child_process'
import { link, mkdir, readdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newUlid } from '../../../src-main/base/identifiers'
import { sealMarker } from '../../../src-main/sharing/core/envelope'
import { labFolderIn, refusalOf } from '../../../src-main/sharing/lab-folder'
import { FolderArena } from './helpers/folder-arena'
import { seededRandom } from './helpers/random'
import { treeOf } from './helpers/real-computer'
import { sealedRun } from './helpers/sealed'

let arena: FolderArena
beforeEach(async () => {
  arena = await FolderArena.open()
})
afterEach(() => arena.remove())

describe('cases 9 and 10: a folder that goes away', () => {
  it('should write and forget nothing while it is gone, empty or another, and go on when it is back', async () => {
    const ada = arena.computer('aaaaaaaa')
    const { path, text } = sealedRun()
    await arena.put(path, text)
    ada.train()
    await ada.sync()
    const away = join(arena.folder, 'away')
    await rename(arena.root, away)
    ada.train()

    expect(await ada.sync()).toMatchObject({ state: 'folder-away', away: 'unreadable' })
    expect(await readdir(arena.folder)).toEqual(['away'])

    await mkdir(arena.root)
    expect(await ada.sync()).toMatchObject({ state: 'folder-away', away: 'emptied' })
    expect(await readdir(arena.root)).toEqual([])

    await arena.put('folder.json', sealMarker(newUlid(arena.time.now, seededRandom(5))))
    expect(await ada.sync()).toMatchObject({ state: 'folder-away', away: 'other-folder' })
    expect(await readdir(arena.root)).toEqual(['folder.json'])

    await rm(join(arena.root, 'folder.json'))
    await arena.put('something.json', '{}')
    expect(await ada.sync()).toMatchObject({ state: 'folder-away', away: 'no-marker' })
    expect(ada.library.visible).toHaveLength(3)

    await rm(arena.root, { recursive: true, maxRetries: 10 })
    await rename(away, arena.root)
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', written: 1 })
    expect([...ada.library.entries.values()].some(({ goneFromFolder }) => goneFromFolder)).toBe(false)
  })

  it('should accept both marks where two computers made the folder at once', async () => {
    const ada = arena.computer('aaaaaaaa')
    await arena.put('folder (1).json', sealMarker(newUlid(arena.time.now, seededRandom(6))))
    ada.train()
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date' })
    expect(ada.state.folderIds).toHaveLength(2)
    await rename(join(arena.root, 'folder (1).json'), join(arena.root, 'folder.json'))
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date' })
  })
})

describe('case 12: a pipe', () => {
  it('should not even open one, and take everything else', async () => {
    const { path, text } = sealedRun()
    await arena.put(path, text)
    for (const name of ['pipe.json', 'runs/pipe.json']) {
      expect(spawnSync('mkfifo', [join(arena.root, name)]).status).toBe(0)
    }
    expect(await arena.computer('aaaaaaaa').sync()).toMatchObject({
      state: 'up-to-date',
      imported: 1,
      findings: [],
    })
  })
})

describe('case 15: files that are far too large', () => {
  it('should refuse 9 MiB, 600 MiB and 10 GiB by their size alone', async () => {
    const before = process.memoryUsage().rss
    for (const [name, size] of [
      ['nine.json', 9 * 2 ** 20],
      ['runs/many.json', 600 * 2 ** 20],
      ['curves/most.json', 10 * 2 ** 30],
    ] as const) {
      await arena.put(name, '')
      await truncate(join(arena.root, name), size)
    }
    const report = await arena.computer('aaaaaaaa').sync()
    expect(report.findings.map(({ code }) => code)).toEqual(['too-large', 'too-large', 'too-large'])
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20)
  })
})

describe('case 23: links', () => {
  it('should follow none inside the folder, and work where the folder itself is one', async () => {
    const outside = join(arena.folder, 'outside.json')
    await writeFile(outside, sealedRun().text)
    await mkdir(join(arena.folder, 'elsewhere'))
    await writeFile(join(arena.folder, 'elsewhere', 'run.json'), sealedRun().text)
    const { root } = arena
    await mkdir(join(root, 'runs'))
    await symlink(outside, join(root, 'runs', 'link.json'))
    await symlink(join(root, 'nothing'), join(root, 'runs', 'dangling.json'))
    await symlink(join(root, 'runs'), join(root, 'runs', 'loop'))
    await symlink(join(arena.folder, 'elsewhere'), join(root, 'notes'))
    const hard = sealedRun()
    await writeFile(join(arena.folder, 'hard.json'), hard.text)
    await link(join(arena.folder, 'hard.json'), join(root, 'runs', 'hard.json'))
    const alias = join(arena.folder, 'alias')
    await symlink(root, alias)
    const ada = arena.computer('aaaaaaaa', undefined, (await labFolderIn(alias)).root)
    expect(await ada.sync()).toMatchObject({ imported: 1, findings: [] })
    expect(ada.library.visible).toEqual([hard.id])
  })

  it('should not write through a link that has the name of one of its folders', async () => {
    const elsewhere = join(arena.folder, 'elsewhere')
    await mkdir(elsewhere)
    await symlink(elsewhere, join(arena.root, 'runs'))
    const ada = arena.computer('aaaaaaaa')
    ada.train()
    expect(await ada.sync()).toMatchObject({ state: 'needs-attention', written: 0 })
    expect(await readdir(elsewhere)).toEqual([])
  })
})

describe('cases 22 and 25: names', () => {
  it('should live with folders named as files, files named as folders, and RUNS beside runs', async () => {
    await mkdir(join(arena.root, 'runs', 'folder.json', 'deep.json'), { recursive: true })
    await writeFile(join(arena.root, 'notes'), 'a file where a folder should be')
    const [upper, lower] = [sealedRun(), sealedRun()]
    await arena.put(upper.path.replace('runs/', 'RUNS/').toUpperCase(), upper.text)
    await arena.put(lower.path, lower.text)
    const ada = arena.computer('aaaaaaaa')
    const id = ada.train()
    ada.edit(id, { title: 'cannot be written here' })
    const report = await ada.sync()
    expect(report).toMatchObject({ imported: 2, written: 1, state: 'needs-attention' })
    expect(report.findings.map(({ code }) => code)).toEqual(['not-written'])
    await rm(join(arena.root, 'notes'))
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', written: 1 })
  })

  it.each(['NFC', 'NFD'] as const)('should share below a folder with a Korean name in %s', async (form) => {
    const korean = join(arena.folder, '한글 폴더'.normalize(form), 'our-neural-network')
    await mkdir(korean, { recursive: true })
    await rename(join(arena.root, 'folder.json'), join(korean, 'folder.json'))
    const ada = arena.computer('aaaaaaaa', undefined, korean)
    ada.train()
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', written: 1 })
  })

  it('should take a file once that lies there under both forms of a name', async () => {
    const { text } = sealedRun()
    await arena.put(`${'실행'.normalize('NFC')}.json`, text)
    await arena.put(`${'실행'.normalize('NFD')}.json`, text)
    expect(await arena.computer('aaaaaaaa').sync()).toMatchObject({ imported: 1, findings: [] })
  })
})

describe('case 29: litter', () => {
  it('should leave 3,000 foreign files exactly as they are and say nothing about them', async () => {
    const litter = [
      'desktop.ini',
      '.DS_Store',
      '.tmp.driveupload/123',
      '.tmp.drivedownload/x.json',
      'x.gdoc',
      '~$x.json',
      'Thumbs.db',
      'Icon\r',
      'a.part',
      'b.json.crdownload',
      '~zzzzzzzz-01.tmp',
    ]
    for (const name of litter) await arena.put(name, 'litter')
    for (let index = 0; index < 3000; index += 1)
      await arena.put(`project/${index % 30}/package${index}.json`, `{"name":"p${index}"}`)
    const before = await treeOf(arena.folder)
    const ada = arena.computer('aaaaaaaa')
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', findings: [], imported: 0 })
    ada.train()
    await ada.sync({ everything: true })
    const after = await treeOf(arena.folder)
    for (const [path, content] of Object.entries(before)) expect(after[path]).toBe(content)
  })

  it('should remove its own half-written files after a day, and those of no other device', async () => {
    await arena.put('runs/~aaaaaaaa-old.tmp', 'own')
    await arena.put('runs/~bbbbbbbb-old.tmp', 'of another')
    const ada = arena.computer('aaaaaaaa')
    await ada.sync()
    expect((await readdir(join(arena.root, 'runs'))).toSorted()).toEqual([
      '~aaaaaaaa-old.tmp',
      '~bbbbbbbb-old.tmp',
    ])
    arena.time.now += 86_400_000 + 1000
    await ada.sync()
    expect(await readdir(join(arena.root, 'runs'))).toEqual(['~bbbbbbbb-old.tmp'])
  })
})

describe('choosing: folders that cannot work', () => {
  it('should refuse each with its reason and write nothing', async () => {
    const gvfs = join(arena.folder, 'gvfs', 'google-drive')
    await mkdir(gvfs, { recursive: true })
    await writeFile(join(arena.folder, 'file'), '')
    const before = await treeOf(arena.folder)
    const refusal = (path: string): Promise<string | null> =>
      refusalOf(path, [join(arena.folder, 'own')], 'aaaaaaaa')
    await mkdir(join(arena.folder, 'own', 'inside'), { recursive: true })
    expect(await refusal(gvfs)).toBe('gvfs')
    expect(await refusal('/run/user/1000/gvfs/google-drive:host=x')).toBe('gvfs')
    expect(await refusal(join(arena.folder, 'nowhere'))).toBe('missing')
    expect(await refusal(join(arena.folder, 'file'))).toBe('not-a-folder')
    expect(await refusal('/')).toBe('system-folder')
    expect(await refusal(join(arena.folder, 'own', 'inside'))).toBe('inside-app')
    expect(await refusal(arena.folder)).toBe(null)
    await rm(join(arena.folder, 'own'), { recursive: true, maxRetries: 10 })
    expect(await treeOf(arena.folder)).toEqual(before)
  })
})
