import { beforeEach, describe, expect, it } from 'vitest'
import { stampTime } from '../../../../src-main/base/hybrid-clock'
import { LAST_MOMENT } from '../../../../src-main/base/identifiers'
import { answerHiding } from '../../../../src-main/sharing/core/hiding'
import { Computer, MARKER_TEXT, START } from '../helpers/computer'
import { MemoryStore } from '../helpers/memory-store'
import { changedEnvelope, sealed, sealedGone, sealedRun } from '../helpers/sealed'
import { VirtualTime } from '../helpers/virtual-time'

const DAY = 86_400_000
let time: VirtualTime
let store: MemoryStore
let ada: Computer
let ben: Computer

beforeEach(() => {
  time = new VirtualTime(START)
  store = new MemoryStore(time.clock)
  store.put('folder.json', MARKER_TEXT)
  ada = new Computer(1, store, time)
  ben = new Computer(2, store, time)
})

async function settle(): Promise<void> {
  for (const computer of [ada, ben, ada, ben]) await computer.sync()
}

describe('case 3: edits that nobody saw of each other', () => {
  it('should choose the same winner everywhere and keep both texts', async () => {
    const id = ada.train()
    await settle()
    ada.edit(id, { note: 'by Ada', star: true })
    ben.edit(id, { note: 'by Ben' })
    await settle()
    expect(ada.library.annotations(id)).toEqual(ben.library.annotations(id))
    expect(ada.library.annotations(id).star).toBe(true)
    for (const { library } of [ada, ben]) {
      expect(
        library
          .history(id)
          .map(({ note }) => note)
          .toSorted(),
      ).toEqual(['by Ada', 'by Ben'])
    }
  })

  it('should hide a run that one deletes while another edits it, and show the edit when it comes back', async () => {
    const id = ada.train()
    await settle()
    await ada.bury([id])
    ben.edit(id, { title: 'kept' })
    await settle()
    expect([ada.library.visible, ben.library.visible]).toEqual([[], []])
    await ben.bury([id], false)
    await settle()
    expect([ada.library.visible, ben.library.visible]).toEqual([[id], [id]])
    expect(ada.library.annotations(id).title).toBe('kept')
  })
})

describe('case 4: clocks', () => {
  it.each([
    ['a day ahead', DAY],
    ['a day behind', -DAY],
    ['in 1970', -START],
    ['in 9999', LAST_MOMENT - START],
  ])('should let a later edit win although the other clock is %s', async (_, offset) => {
    const id = ada.train()
    await settle()
    ben.clockOffset = offset
    ben.edit(id, { title: 'first' })
    await settle()
    ada.edit(id, { title: 'second' })
    await settle()
    expect([ada, ben].map(({ library }) => library.annotations(id).title)).toEqual(['second', 'second'])
  })

  it('should warn of a clock that runs ahead once a pass, and not follow it', async () => {
    const id = ada.train()
    await settle()
    ben.clockOffset = DAY
    ben.edit(id, { title: 'from tomorrow' })
    await ben.sync()
    const { findings } = await ada.sync()
    expect(findings).toEqual([{ file: ben.device, code: 'clock-ahead', detail: ben.device }])
    expect((await ada.sync()).findings).toEqual([])
    const other = ada.train()
    ada.edit(other, { title: 'today' })
    await ada.sync()
    const [note] = ada.ledger.notes(other)
    expect(stampTime(note?.stamp ?? '')).toBe(time.now)
  })
})

describe('case 21: copies and conflicts', () => {
  it('should make one run of five copies, whatever sync programs call them', async () => {
    const { path, text, id } = sealedRun()
    const stem = path.replace('.json', '')
    for (const name of [
      path,
      `${stem} (1).json`,
      `${stem} (2).json`,
      `${stem} (Ada's conflicted copy 2026-11-05).json`,
      `${stem}-LAPTOP-7.json`,
      `${stem}.sync-conflict-20261105-101010-ABCDEFG.json`,
    ]) {
      store.put(name, text)
    }
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', imported: 1 })
    expect(ada.library.visible).toEqual([id])
  })

  it('should keep and show both records of one id, whichever came first', async () => {
    const first = sealedRun({ testAccuracy: 0.8 })
    const second = sealedRun({ testAccuracy: 0.9 }, first.id)
    store.put(first.path, first.text)
    await ada.sync()
    store.put(`${first.path.replace('.json', '')} (1).json`, second.text)
    const report = await ada.sync()
    expect(report.findings.map(({ code }) => code)).toEqual(['conflict'])
    await ben.sync()
    expect(ada.library.dump()).toBe(ben.library.dump())
    expect(ada.library.entries.get(first.id)?.others).toHaveLength(1)
  })
})

describe('case 22: moved and renamed', () => {
  it.each([
    'runs/run.JSON',
    'moved/2026-11/a.json',
    '2026-11/b.json',
    'elsewhere.json',
    'notes/2026-11/x/c.json',
  ])('should import a run from %s by its content', async (path) => {
    const run = sealedRun()
    store.put(path, run.text)
    expect((await ada.sync()).imported).toBe(1)
    expect(ada.library.visible).toEqual([run.id])
  })

  it('should not count a run as gone when its file was only moved', async () => {
    const run = sealedRun()
    store.put(run.path, run.text)
    await ada.sync()
    store.files.delete(run.path)
    store.put('runs/moved.json', run.text)
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', imported: 0 })
    expect(ada.library.entries.get(run.id)?.goneFromFolder).toBe(false)
  })
})

describe('case 28: files that vanish', () => {
  it('should keep everything here, ask, and link again what comes back', async () => {
    const runs = Array.from({ length: 30 }, () => sealedRun())
    for (const { path, text } of runs) store.put(path, text)
    const own = ada.train()
    await ada.sync()
    const half = runs.slice(0, 25)
    for (const { path } of half) store.files.delete(path)
    const report = await ada.sync()
    expect(report.findings.map(({ code }) => code)).toEqual(['vanished'])
    expect(ada.library.visible).toHaveLength(31)
    const gone = [...ada.library.entries].filter(([, { goneFromFolder }]) => goneFromFolder).map(([id]) => id)
    expect(gone.toSorted()).toEqual(half.map(({ id }) => id).toSorted())
    for (const { path, text } of half) store.put(path, text)
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', imported: 0 })
    expect([...ada.library.entries.values()].some(({ goneFromFolder }) => goneFromFolder)).toBe(false)
    expect(ada.library.visible).toContain(own)
  })

  it('should not write our own run again after somebody removed it', async () => {
    const id = ada.train()
    await ada.sync()
    const path = [...store.files.keys()].find((name) => name.startsWith('runs/')) ?? ''
    store.files.delete(path)
    expect(await ada.sync()).toMatchObject({ written: 0 })
    expect(store.files.has(path)).toBe(false)
    expect(ada.library.entries.get(id)?.goneFromFolder).toBe(true)
  })
})

describe('case 33: tombstones', () => {
  it('should hide a run whose tombstone came first, and one whose tombstone came later', async () => {
    const [early, late] = [sealedRun(), sealedRun()]
    const [goneEarly, goneLate] = [sealedGone(early.id), sealedGone(late.id)]
    store.put(goneEarly.path, goneEarly.text)
    store.put(late.path, late.text)
    await ada.sync()
    expect(ada.library.visible).toEqual([late.id])
    store.put(early.path, early.text)
    store.put(goneLate.path, goneLate.text)
    await ada.sync()
    expect(ada.library.visible).toEqual([])
    expect(ada.library.entries.size).toBe(2)
  })

  it('should bring a run back by a later un-delete, in any order of arrival', async () => {
    const run = sealedRun()
    const files = [run, sealedGone(run.id), sealedGone(run.id, false, START + 1000)]
    for (const { path, text } of files.toReversed()) {
      store.put(path, text)
      await ada.sync()
    }
    expect(ada.library.visible).toEqual([run.id])
  })

  it.each([
    ['more than half', 5, 3],
    ['more than 20', 100, 21],
  ])('should ask before %s are hidden at once, and do as it is told', async (_, count, buried) => {
    const runs = Array.from({ length: count }, () => sealedRun())
    for (const { path, text } of runs) store.put(path, text)
    for (const computer of [ada, ben]) await computer.sync()
    for (const { id } of runs.slice(0, buried)) {
      const gone = sealedGone(id)
      store.put(gone.path, gone.text)
    }
    for (const computer of [ada, ben]) {
      const report = await computer.sync()
      expect(report).toMatchObject({ state: 'needs-attention' })
      expect(report.asked).toHaveLength(buried)
      expect(computer.library.visible).toHaveLength(count)
      answerHiding(computer.state, report.asked, computer === ada)
      expect(await computer.sync()).toMatchObject({ state: 'up-to-date', asked: [] })
    }
    expect(ada.library.visible).toHaveLength(count - buried)
    expect(ben.library.visible).toHaveLength(count)
  })

  it('should pass over the tombstone of a run that nobody has', async () => {
    const gone = sealedGone(sealedRun().id)
    store.put(gone.path, gone.text)
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', asked: [] })
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', asked: [] })
  })
})

describe('case 32: downgrade and upgrade', () => {
  it('should read a file of a newer version after the update that understands it', async () => {
    const run = sealedRun()
    store.put(run.path, changedEnvelope(run, { v: 9, minReader: 9 }))
    expect((await ada.sync()).imported).toBe(0)
    store.put(run.path, run.text)
    expect((await ada.sync()).imported).toBe(1)
  })
})

describe('people, claims and weights', () => {
  it('should show the newest name of a device', async () => {
    ada.train()
    await ada.sync({ author: 'Ada' })
    time.now += 1000
    await ada.sync({ author: '에이다' })
    const { people } = await ben.sync()
    expect(people).toMatchObject([{ device: ada.device, name: '에이다', runs: 1 }])
  })

  it('should show what others plan and train, until it ends or a day has passed', async () => {
    const { experiment } = await ada.library.record(ada.train())
    const claim = {
      id: sealedRun().id,
      identity: 'b'.repeat(64),
      experiment,
      since: new Date(START).toISOString(),
    }
    await ada.sync({ claims: [{ ...claim, state: 'planned' }] })
    expect((await ben.sync()).claims).toMatchObject([{ device: ada.device, state: 'planned' }])
    await ada.sync({ claims: [{ ...claim, state: 'running' }] })
    expect((await ben.sync()).claims).toMatchObject([{ state: 'running' }])
    expect((await ada.sync({ claims: [{ ...claim, state: 'running' }] })).claims).toEqual([])
    time.now += DAY + 1
    expect((await ben.sync()).claims).toEqual([])
    await ada.sync({ claims: [] })
    expect([...store.files.keys()].filter((path) => path.startsWith('claims/'))).toEqual([])
  })

  it('should leave the claims of others alone, whatever they say', async () => {
    const { experiment } = await ada.library.record(ada.train())
    const body = {
      identity: 'b'.repeat(64),
      experiment,
      state: 'planned',
      since: new Date(START).toISOString(),
    } as const
    const foreign = sealed('claim', sealedRun().id, body)
    store.put(foreign.path, foreign.text)
    await ada.sync()
    time.now += 30 * DAY
    await ada.sync({ claims: [] })
    expect(store.files.has(foreign.path)).toBe(true)
  })
})
