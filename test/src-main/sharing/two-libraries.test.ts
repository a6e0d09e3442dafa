import { readdir } from 'node:fs/promises'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { textFilter } from '#shared/history/column-filter'
import { RealComputer, temporaryFolder, treeOf } from './helpers/real-computer'

describe('two libraries on one folder', () => {
  let folder: string
  let ada: RealComputer
  let ben: RealComputer

  beforeEach(async () => {
    folder = await temporaryFolder()
    ada = await RealComputer.open()
    ben = await RealComputer.open()
  })
  afterEach(async () => {
    await Promise.all([ada.close(), ben.close()])
    await rm(folder, { recursive: true, maxRetries: 10 })
  })

  it('should bring a run with its curves and its author, once', async () => {
    const id = await ada.train()
    expect(await ada.sync(folder, true)).toMatchObject({
      state: 'up-to-date',
      written: 1,
      imported: 0,
      pending: 0,
      problems: [],
    })
    expect(await ben.sync(folder)).toMatchObject({ state: 'up-to-date', written: 0, imported: 1 })
    expect(await ben.sync(folder)).toMatchObject({ state: 'up-to-date', written: 0, imported: 0 })
    const [summary] = await ben.library.list()
    expect(summary).toMatchObject({ origin: 'team', conflict: false, record: { id, author: '김하나' } })
    expect(await ben.library.curves(id)).toEqual(await ada.library.curves(id))
    expect(await ben.library.record(id)).toEqual(await ada.library.record(id))
  })

  it('should carry notes both ways and end with the same winner and both texts', async () => {
    const id = await ada.train()
    await ada.sync(folder, true)
    await ben.sync(folder)
    await ada.library.annotate([id], { title: 'by Ada', star: true })
    await ben.library.annotate([id], { title: 'by Ben', note: '한글' })
    for (const computer of [ada, ben, ada]) await computer.sync(folder)
    const [[first], [second]] = await Promise.all([ada.library.list(), ben.library.list()])
    expect(first?.annotations).toEqual(second?.annotations)
    expect(first?.annotations).toMatchObject({ star: true, note: '한글', title: 'by Ben' })
    const titles = (await ada.library.notes(id)).map(({ edit }) => edit.title)
    expect(titles).toEqual(['by Ada', 'by Ben'])
  })

  it('should record a replay by another machine for both', async () => {
    const id = await ada.train()
    await ada.sync(folder, true)
    await ben.sync(folder)
    const outcome = {
      at: '2026-11-05T12:00:00.000Z',
      author: 'Ben',
      device: ben.library.device,
      identical: true,
      difference: null,
    }
    await ben.library.addReplay(id, outcome)
    await ben.sync(folder)
    await ada.sync(folder)
    expect((await ada.library.list())[0]?.replays).toEqual([outcome])
    expect((await ben.library.list())[0]?.replays).toEqual([outcome])
  })

  it('should leave nothing but whole files with plain names', async () => {
    for (let seed = 1; seed <= 5; seed += 1) await ada.train(seed)
    await ada.sync(folder, true)
    expect(await readdir(folder)).toEqual(['our-neural-network'])
    const paths = Object.keys(await treeOf(join(folder, 'our-neural-network'))).filter(
      (path) => !path.endsWith('/'),
    )
    expect(paths).toHaveLength(11)
    for (const path of paths) expect(path).toMatch(/^(?:[a-z0-9-]+\/){0,3}[a-z0-9-]{1,75}\.json$/)
  })
})

describe('case 24: the same word in two forms', () => {
  it('should be found in either, whoever wrote it in which', async () => {
    const ada = await RealComputer.open()
    const id = await ada.train()
    await ada.library.annotate([id], { title: '한글 제목'.normalize('NFD'), tags: ['태그'.normalize('NFD')] })
    const [summary] = await ada.library.list()
    for (const form of ['NFC', 'NFD'] as const) {
      const found = (text: string): boolean =>
        summary !== undefined && textFilter(text.normalize(form))(summary)
      expect(['제목', '태그', '김하나'].map(found)).toEqual([true, true, true])
      expect(found('없음')).toBe(false)
    }
    await ada.close()
  })
})
