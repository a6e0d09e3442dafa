import { describe, expect, it } from 'vitest'
import { stampOf } from '../../../../src-main/base/hybrid-clock'
import { LAST_MOMENT } from '../../../../src-main/base/identifiers'
import { sealItem } from '../../../../src-main/sharing/core/envelope'
import type { Bodies } from '../../../../src-main/sharing/core/item'
import { type Kind, pathOf } from '../../../../src-main/sharing/core/paths'
import { Computer, digest, MARKER_TEXT, START } from '../helpers/computer'
import { MemoryStore } from '../helpers/memory-store'
import { OTHER_DEVICE, sealedGone, sealedRun } from '../helpers/sealed'
import { VirtualTime } from '../helpers/virtual-time'

const DAY = 86_400_000
const LAST_COUNTER = 2 ** 20 - 1

interface Team {
  readonly time: VirtualTime
  readonly store: MemoryStore
  readonly ada: Computer
  readonly ben: Computer
}

function team(): Team {
  const time = new VirtualTime(START)
  const store = new MemoryStore(time.clock)
  store.put('folder.json', MARKER_TEXT)
  const [ada, ben] = [new Computer(1, store, time, 'aaaaaaaa'), new Computer(2, store, time, 'bbbbbbbb')]
  return { time, store, ada, ben }
}

/** A file whose stamp is the highest that there is. */
function highest<K extends Kind>(
  kind: K,
  id: string,
  body: Bodies[K],
  device = OTHER_DEVICE,
): [string, string] {
  const item = { kind, id, device, stamp: stampOf(LAST_MOMENT, LAST_COUNTER), body }
  return [pathOf(item), sealItem(item, digest)]
}

async function rounds({ ada, ben, time }: Team, count = 2): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await ada.sync()
    await ben.sync()
    time.now += 60_000
  }
}

describe('the highest stamp of the year 9999', () => {
  it('should freeze no title, tag or archive, on no computer', async () => {
    const all = team()
    const { store, ada, ben } = all
    const run = ada.train()
    store.put(...highest('note', run, { run, edit: { title: 'frozen', archived: true, tags: ['x'] } }))
    await rounds(all)
    ben.edit(run, { title: 'free', archived: false, tags: [] })
    await rounds(all)
    for (const { library } of [ada, ben])
      expect(library.annotations(run)).toMatchObject({ title: 'free', archived: false, tags: [] })
    ada.edit(run, { title: 'freer' })
    await rounds(all)
    expect(ben.library.annotations(run).title).toBe('freer')
    expect(ben.library.history(run).map(({ title }) => title)).toContain('frozen')
  })

  it('should not keep a run deleted that somebody brings back, nor one that is deleted later', async () => {
    const all = team()
    const { store, ada, ben } = all
    const [run, other] = [ada.train(), ada.train()]
    for (let more = 0; more < 6; more += 1) ada.train()
    await rounds(all)
    store.put(...highest('gone', run, { run, gone: true }))
    store.put(...highest('gone', other, { run: other, gone: false }))
    await rounds(all)
    await ben.bury([run], false)
    await ada.bury([other])
    await rounds(all)
    for (const { library } of [ada, ben]) {
      expect(library.visible).toContain(run)
      expect(library.visible).not.toContain(other)
    }
  })

  it('should not name a person for ever, not even by a file with that person’s own device', async () => {
    const all = team()
    const { store, ada, ben } = all
    await ada.sync({ author: 'Ada' })
    store.put(...highest('person', 'aaaaaaaa', { name: 'Mallory' }, 'aaaaaaaa'))
    await ada.sync({ author: 'Ada' })
    const { people } = await ben.sync()
    expect(people.map(({ name }) => name)).toContain('Ada')
  })

  it('should leave no card standing for ever', async () => {
    const { store, ada, ben } = team()
    const run = ada.train()
    const { experiment } = await ada.library.record(run)
    const since = new Date(START).toISOString()
    store.put(...highest('claim', run, { identity: 'a'.repeat(64), experiment, state: 'running', since }))
    expect((await ben.sync()).claims).toEqual([])
  })
})

describe('deletions over time', () => {
  const RUNS = 101

  async function full(all: Team): Promise<readonly string[]> {
    const runs = Array.from({ length: RUNS }, () => all.ada.train())
    await rounds(all)
    return runs
  }

  it.each([
    ['under another device', OTHER_DEVICE],
    ['under the victim’s own device', 'bbbbbbbb'],
  ])('should not add up to a lost history, 20 in each pass %s', async (_, device) => {
    const all = team()
    const { store, ben, time } = all
    const runs = await full(all)
    let asked = 0
    for (let pass = 0; pass < 5; pass += 1) {
      for (const run of runs.slice(pass * 20, pass * 20 + 20)) {
        const item = {
          kind: 'gone',
          id: run,
          device,
          stamp: stampOf(time.now),
          body: { run, gone: true },
        } as const
        store.put(pathOf(item), sealItem(item, digest))
      }
      asked = (await ben.sync()).asked.length
      time.now += DAY
    }
    expect(ben.library.visible.length).toBeGreaterThanOrEqual(RUNS - 20)
    expect(asked).toBe(80)
  })

  it('should remember the count, whatever the clock does', async () => {
    const all = team()
    const { store, ben, time } = all
    const runs = await full(all)
    for (const [index, run] of runs.slice(0, 40).entries()) {
      store.put(...pathAndText(sealedGone(run, true, time.now)))
      ben.clockOffset = index % 2 === 0 ? -100 * DAY : 0
      await ben.sync()
    }
    ben.clockOffset = 0
    await ben.sync()
    expect(ben.library.visible).toHaveLength(RUNS - 20)
  })

  it('should let a team clear up slowly without a question', async () => {
    const all = team()
    const { ada, ben, time } = all
    const runs = await full(all)
    for (let month = 0; month < 3; month += 1) {
      await ada.bury(runs.slice(month * 15, month * 15 + 15))
      await rounds(all, 1)
      expect((await ben.sync()).asked).toEqual([])
      time.now += 31 * DAY
    }
    expect(ben.library.visible).toHaveLength(RUNS - 45)
  })

  it('should hide at once what was deleted here', async () => {
    const all = team()
    const { ben } = all
    const runs = await full(all)
    await ben.bury(runs.slice(0, 60))
    expect((await ben.sync()).asked).toEqual([])
    expect(ben.library.visible).toHaveLength(RUNS - 60)
  })
})

describe('who a file says that it is from', () => {
  it('should not believe a name that another computer gives', async () => {
    const { store, ben } = team()
    const item = {
      kind: 'person',
      id: 'aaaaaaaa',
      device: OTHER_DEVICE,
      stamp: stampOf(START),
      body: { name: 'Mallory' },
    } as const
    store.put(`people/aaaaaaaa-${stampOf(START)}.json`, sealItem(item, digest))
    const { people, findings } = await ben.sync()
    expect(people).toEqual([])
    expect(findings).toMatchObject([
      { code: 'bad', detail: 'it names another computer than the one that wrote it' },
    ])
  })

  it.each(['person', 'note', 'gone', 'replay', 'claim'] as const)(
    'should not believe a file of kind %s whose name tells another device than its content',
    async (kind) => {
      const { store, ben } = team()
      const run = ben.train()
      const { experiment } = await ben.library.record(run)
      const at = new Date(START).toISOString()
      const bodies: { readonly [K in Kind]?: Bodies[K] } = {
        person: { name: 'Mallory' },
        note: { run, edit: { title: 'forged' } },
        gone: { run, gone: true },
        replay: { run, at, author: 'Ada', identical: false, difference: 'all' },
        claim: { identity: 'a'.repeat(64), experiment, state: 'running', since: at },
      }
      const id = kind === 'person' ? 'aaaaaaaa' : run
      const item = { kind, id, device: 'aaaaaaaa', stamp: stampOf(START), body: bodies[kind] as Bodies[Kind] }
      const named = pathOf({ ...item, device: OTHER_DEVICE })
      store.put(named, sealItem(item, digest))
      expect((await ben.sync()).findings).toMatchObject([{ file: named, code: 'bad' }])
      // The same file under a name that tells no device, or with what a file service adds, is read.
      store.files.delete(named)
      store.put('people/from a mail.json', sealItem(item, digest))
      store.put(pathOf(item).replace('.json', ' (1).json'), sealItem(item, digest))
      store.put(pathOf(item).replace('.json', '-KIMS-PC.json'), sealItem(item, digest))
      expect((await ben.sync()).findings).toEqual([])
    },
  )
})

function pathAndText({ path, text }: { readonly path: string; readonly text: string }): [string, string] {
  return [path, text]
}

it('should read a run under any name, because its name is only a hint', async () => {
  const { store, ben } = team()
  const run = sealedRun()
  store.put(run.path.replace(OTHER_DEVICE, 'cccccccc'), run.text)
  expect((await ben.sync()).imported).toBe(1)
})
