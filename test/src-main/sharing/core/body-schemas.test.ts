import { beforeEach, describe, expect, it } from 'vitest'
import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'
import { Computer, digest, MARKER_TEXT, START } from '../helpers/computer'
import { type FaultPlan, FaultyStore } from '../helpers/faulty-store'
import { MemoryStore } from '../helpers/memory-store'
import { sampleRecord } from '../helpers/sample-records'
import { OTHER_DEVICE, sealed, sealedRun } from '../helpers/sealed'
import { VirtualTime } from '../helpers/virtual-time'

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

  it.each(['"12.5"', 'true', '-1', '9007199254740993', '1e308'])(
    'should refuse %s for seconds',
    async (number) => {
      store.put(path, withSeconds(number))
      expect(codes((await computer.sync()).findings)).toEqual(['bad'])
    },
  )

  it.each([
    ['-0', 0],
    ['1e-400', 0],
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
