import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '../../../src-main/sharing/stores/memory-store'
import { FaultyStore, type FaultPlan } from '../../../src-main/sharing/stores/faulty-store'
import { Computer, digest, MARKER_TEXT, START } from './helpers/computer'
import { changedEnvelope, OTHER_DEVICE, sealed, sealedRun } from './helpers/sealed'
import { sampleRecord } from './helpers/sample-records'
import { VirtualTime } from './helpers/virtual-time'
import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'

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

/** A run's file whose body is this JSON text, with the hash of what the text parses to. */
function runOfText(id: string, change: (body: string) => string): string {
  const body = change(JSON.stringify(sampleRecord(id)))
  let sha256 = '0'.repeat(64)
  try {
    sha256 = digest(canonicalJson(JSON.parse(body) as JsonValue))
  } catch {
    // What has no canonical form gets a hash that fits nothing.
  }
  return `{"fmt":"our-neural-network/run","v":1,"minReader":1,"id":"${id}","dev":"${OTHER_DEVICE}","hlc":"01jbzzzzzz0000","sha256":"${sha256}","body":${body}}`
}

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

describe('case 17: names that reach into prototypes', () => {
  const { id, path } = sealedRun()

  it.each([
    ['__proto__', '"__proto__":{"polluted":true}'],
    ['constructor.prototype', '"constructor":{"prototype":{"polluted":true}}'],
  ])('should refuse %s', async (_, member) => {
    store.put(
      path,
      runOfText(id, (body) => body.replace('{', `{${member},`)),
    )
    expect(codes((await computer.sync()).findings)).toEqual(['bad'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('should treat toString and a doubled key as plain data', async () => {
    store.put(
      path,
      runOfText(id, (body) => body.replace('{', '{"toString":1,"seconds":1,')),
    )
    expect((await computer.sync()).imported).toBe(1)
    expect(String({})).toBe('[object Object]')
    expect(await computer.library.record(id)).toMatchObject({ toString: 1, seconds: 12.5 })
  })
})

describe('case 18: numbers', () => {
  const { id, path } = sealedRun()
  const withSeconds = (number: string): string =>
    runOfText(id, (body) => body.replace('"seconds":12.5', `"seconds":${number}`))

  it.each(['1e999', '-1e999'])('should refuse %s, which is not finite', async (number) => {
    store.put(path, withSeconds(number))
    expect(codes((await computer.sync()).findings)).toEqual(['bad'])
  })

  it.each(['NaN', 'Infinity', '0x10', '01'])('should not take %s for JSON', async (number) => {
    store.put(path, withSeconds(number))
    expect(codes((await computer.sync()).findings)).toEqual(['arriving'])
  })

  it.each(['"12.5"', 'true', '-1'])('should refuse %s for seconds', async (number) => {
    store.put(path, withSeconds(number))
    expect(codes((await computer.sync()).findings)).toEqual(['bad'])
  })

  it.each([
    ['-0', 0],
    ['1e-400', 0],
    ['9007199254740993', 9_007_199_254_740_992],
  ])('should read %s as %d on every computer', async (number, expected) => {
    store.put(path, withSeconds(number))
    expect((await computer.sync()).imported).toBe(1)
    expect((await computer.library.record(id)).seconds).toBeCloseTo(expected)
  })

  it.each(['-1', '4294967296', '1.5', '"1"'])('should refuse the seed %s', async (seed) => {
    store.put(
      path,
      runOfText(id, (body) => body.replace('"seed":1', `"seed":${seed}`)),
    )
    expect(codes((await computer.sync()).findings)).toEqual(['bad'])
  })

  it('should refuse a list of more than 100,000 elements and a text of more than 1 MiB', async () => {
    const curves = sealed('curves', id, {} as never)
    store.put(curves.path, `{"fmt":"our-neural-network/curves","x":[${'1,'.repeat(100_001)}1]}`)
    store.put('curves/long.json', `{"fmt":"our-neural-network/curves","x":"${'x'.repeat(1_048_577)}"}`)
    expect(codes((await computer.sync()).findings)).toEqual(['bad', 'bad'])
  })
})

describe('case 19: nesting', () => {
  it('should refuse 100,000 levels and live', async () => {
    const { id, path } = sealedRun()
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    store.put(path, `{"fmt":"our-neural-network/run","id":"${id}","x":${deep}}`)
    const report = await computer.sync()
    expect(codes(report.findings)).toEqual(['bad'])
    expect(structuredClone(report).findings).toHaveLength(1)
  })
})

describe('case 20: hostile names and texts', () => {
  const HOSTILE = [
    '../../etc/passwd',
    '/etc/passwd',
    '\\\\server\\share',
    'C:\\Windows',
    'CON',
    'name.',
    'a\0b',
    '\u202Etxt.exe',
    '01m84yswpvyfmhskk3x2bgtsg4',
  ]

  it.each(HOSTILE)('should never let the id %j near a path', async (id) => {
    const run = sealedRun()
    const body = { ...sampleRecord(run.id), id }
    const text = JSON.stringify({
      ...(JSON.parse(run.text) as object),
      id,
      body,
      sha256: digest(canonicalJson(body as unknown as JsonValue)),
    })
    store.put(run.path, text)
    const before = [...store.files.keys()]
    expect(codes((await computer.sync()).findings)).toEqual(['bad'])
    expect([...store.files.keys()]).toEqual(before)
    expect(computer.library.entries.size).toBe(0)
  })

  it.each([
    '\u202Egnp.exe',
    '\u001b[31mred',
    '<img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    '😀'.repeat(200),
    '../..',
  ])('should keep the title %j as the text that it is', async (title) => {
    const run = sealedRun()
    const note = sealed('note', run.id, { run: run.id, edit: { title } })
    store.put(run.path, run.text)
    store.put(note.path, note.text)
    await computer.sync()
    expect(computer.library.annotations(run.id).title).toBe(title)
  })

  it('should take a note of 1 MiB of emoji for too large, and half of a surrogate pair for damaged', async () => {
    const run = sealedRun()
    const note = sealed('note', run.id, { run: run.id, edit: { note: '😀' } })
    store.put(run.path, run.text)
    store.put(note.path, note.text.replace('😀', '😀'.repeat(300_000)))
    store.put('notes/half.json', note.text.replace('😀', '\\ud83d'))
    expect(codes((await computer.sync()).findings).toSorted()).toEqual(['arriving', 'too-large'])
  })

  it('should write our own texts without halves of characters, composed', async () => {
    const id = computer.train()
    computer.edit(id, { title: `${'한글'.normalize('NFD')}\ud83d` })
    await computer.sync()
    const written = [...store.files].find(([path]) => path.startsWith('notes/'))?.[1].bytes
    expect(JSON.parse(new TextDecoder().decode(written))).toMatchObject({
      body: { edit: { title: '한글\uFFFD' } },
    })
  })
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
