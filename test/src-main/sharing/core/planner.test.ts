import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { Computer, MARKER_TEXT, START } from '../helpers/computer'
import { type FaultPlan, FaultyStore } from '../helpers/faulty-store'
import { MemoryStore } from '../helpers/memory-store'
import { changedEnvelope, sealedRun } from '../helpers/sealed'
import { VirtualTime } from '../helpers/virtual-time'

const DAY = 86_400_000
let time: VirtualTime
let store: MemoryStore
let computer: Computer
let plan: FaultPlan

beforeEach(() => {
  time = new VirtualTime(START)
  plan = () => null
  store = new MemoryStore(time.clock)
  store.put('folder.json', MARKER_TEXT)
  computer = new Computer(7, new FaultyStore(store, (call) => plan(call), time.timers), time)
})

const codes = (findings: readonly { readonly code: string }[]): readonly string[] =>
  findings.map(({ code }) => code)

describe('case 13: files that are not whole yet', () => {
  const { text, path, id } = sealedRun()
  const bytes = new TextEncoder().encode(text)
  const zeros = new Uint8Array(bytes.length)
  const cases: readonly (readonly [string, Uint8Array | string])[] = [
    ['no byte', ''],
    ['one byte', '{'],
    ['half of it', text.slice(0, text.length / 2)],
    ['zeros behind it', text + '\0'.repeat(500)],
    ['zeros alone', zeros],
    ['two glued together', text + text],
    ['gzip', gzipSync(text)],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    [
      'invalid UTF-8',
      Buffer.concat([bytes.subarray(0, 200), Buffer.from([0xff, 0xfe]), bytes.subarray(200)]),
    ],
    ['another hash', text.replace('"seconds":12.5', '"seconds":12.6')],
  ]
  it.each(cases)(
    'should wait for %s, call it unreadable after a day, and take it once it is whole',
    async (_, content) => {
      store.put(path, content)
      const first = await computer.sync()
      expect(first).toMatchObject({ state: 'pending', imported: 0, pending: 1 })
      expect(codes(first.findings)).toEqual(['arriving'])
      for (let hour = 0; hour < 26; hour += 1) {
        time.now += 3_600_000
        await computer.sync({ impatient: false })
      }
      const late = await computer.sync({ impatient: false })
      expect(codes(late.findings)).toEqual(['unreadable'])
      expect(late.state).toBe('needs-attention')
      store.put(path, bytes)
      expect(await computer.sync()).toMatchObject({ state: 'up-to-date', imported: 1, findings: [] })
      expect(computer.library.visible).toEqual([id])
    },
  )

  it('should take it with a byte order mark and with other line ends', async () => {
    store.put(path, `\uFEFF${text.trim()}\r\n`)
    expect(await computer.sync()).toMatchObject({ state: 'up-to-date', imported: 1 })
  })

  it('should retry at 2 s, 10 s, 1 min ... 1 h, and not in between', async () => {
    let reads = 0
    plan = ({ operation, path: asked }) => {
      if (operation === 'read' && asked === path) reads += 1
      return null
    }
    store.put(path, '{')
    await computer.sync()
    for (const [seconds, expected] of [
      [1, 1],
      [3, 2],
      [5, 2],
      [11, 3],
      [30, 3],
      [65, 4],
    ] as const) {
      time.now += seconds * 1000
      await computer.sync({ impatient: false })
      expect(reads).toBe(expected)
    }
  })
})

describe('case 14: a file that grows while it is read', () => {
  it('should be taken once, when its hash fits', async () => {
    const { text, path } = sealedRun()
    let share = 0.1
    plan = ({ operation, path: asked }) =>
      operation === 'read' && asked === path && share < 1 ? { kind: 'torn-read', share } : null
    store.put(path, text)
    for (; share < 1; share += 0.2) expect((await computer.sync()).imported).toBe(0)
    expect((await computer.sync()).imported).toBe(1)
    expect((await computer.sync()).imported).toBe(0)
    expect(computer.library.added).toBe(1)
  })
})

describe('case 16: other versions', () => {
  it('should show a later version that we can read, with the fields that we do not know', async () => {
    const run = sealedRun({ ...({ mood: { good: true } } as object) })
    store.put(run.path, changedEnvelope(run, { v: 2, colour: 'blue' }))
    expect(await computer.sync()).toMatchObject({ state: 'up-to-date', imported: 1 })
    expect(await computer.library.record(run.id)).toMatchObject({ mood: { good: true } })
  })

  it('should keep one for a newer reader, say so, and leave everything else in step', async () => {
    const run = sealedRun()
    store.put(run.path, changedEnvelope(run, { v: 99, minReader: 99 }))
    const report = await computer.sync()
    expect(report).toMatchObject({ state: 'up-to-date', imported: 0 })
    expect(codes(report.findings)).toEqual(['newer'])
    expect(store.files.has(run.path)).toBe(true)
  })

  it.each([
    ['a version that is a text', { v: '1' }],
    ['no id', { id: undefined }],
    ['an id that is a number', { id: 5 }],
    ['no device', { dev: undefined }],
    ['a stamp of the year 12000', { hlc: 'zzzzzzzzzzzzzz' }],
    ['no body', { body: null }],
  ])('should name %s as a problem', async (_, change) => {
    const run = sealedRun()
    store.put(run.path, changedEnvelope(run, change))
    expect(codes((await computer.sync()).findings)).toEqual(['bad'])
  })

  it.each([{ fmt: 'our-neural-network/weather' }, { fmt: 'somebody-else/run' }, { fmt: undefined }])(
    'should pass over what is of no kind that we know: %o',
    async (change) => {
      const run = sealedRun()
      store.put(run.path, changedEnvelope(run, change))
      expect(await computer.sync()).toMatchObject({ state: 'up-to-date', findings: [] })
    },
  )
})

describe('case 12: reads that hang or are not there yet', () => {
  it('should give up on slow files after 20 s each and take the others', async () => {
    const slow = Array.from({ length: 5 }, () => sealedRun())
    const quick = Array.from({ length: 20 }, () => sealedRun())
    for (const { path, text } of [...slow, ...quick]) store.put(path, text)
    const hanging = new Set(slow.slice(0, 2).map(({ path }) => path))
    plan = ({ operation, path }) =>
      operation === 'read' && hanging.has(path) ? { kind: 'delay', milliseconds: DAY } : null
    const report = await computer.sync()
    expect(report.imported).toBeGreaterThanOrEqual(15)
    expect(report.state).toBe('pending')
    plan = () => null
    await computer.sync()
    expect(computer.library.visible).toHaveLength(25)
  })

  it.each(['EDEADLK', 'EIO', 'ETIMEDOUT', 'EAGAIN', 'EACCES'])(
    'should take %s for a file that has not been fetched yet',
    async (code) => {
      const { path, text } = sealedRun()
      store.put(path, text)
      plan = ({ operation, path: asked }) =>
        operation === 'read' && asked === path ? { kind: 'error', code } : null
      expect(codes((await computer.sync()).findings)).toEqual(['arriving'])
      plan = () => null
      expect((await computer.sync()).imported).toBe(1)
    },
  )
})
