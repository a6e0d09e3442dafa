import fc from 'fast-check'
import { finalNetwork } from '#shared/experiment/presets'
import type { Requests } from '#shared/ipc'
import { REQUEST_CHANNELS } from '#shared/ipc-bridge'
import { SEARCH_PRESETS } from '#shared/search/search-presets'

type Channel = keyof Requests

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const NONCE = '123e4567-e89b-12d3-a456-426614174000'
const MEBIBYTE = 1024 * 1024
const MILLION = 1_000_000

/** Which data: a SHA-256. */
const DATA = 'd'.repeat(64)

const [{ spec: SEARCH }] = SEARCH_PRESETS

/** Right arguments of every channel that takes any. */
const RIGHT: { readonly [C in Channel]?: readonly unknown[] } = {
  'app:notify': ['Trained well', 'Validation accuracy: 90 %'],
  'app:close': ['stay'],
  'settings:set': [{ threads: 1 }],
  'training:start': [finalNetwork, null, DATA],
  'training:command': [ID, 'stop'],
  'training:continue': [ID],
  'training:replay': [ID],
  'training:write-again': [ID],
  'training:save-elsewhere': [ID],
  'training:unqueue': [ID],
  'training:move': [ID, 0],
  'training:watch': [NONCE],
  'search:results': ['0123456789abcdef'],
  'search:start': [SEARCH, DATA, { part: 2, parts: 3 }],
  'search:go-on': ['0123456789abcdef', 20],
  'search:stop': ['0123456789abcdef'],
  'search:write-spec': [SEARCH, 'search.json'],
  'search:write-file': ['0123456789abcdef', 'search.onn'],
  'runs:list': [NONCE],
  'runs:record': [ID],
  'runs:notes': [ID],
  'runs:curves': [ID],
  'runs:predictions': [ID],
  'runs:evaluate': [ID],
  'runs:checkpoints': [ID],
  'runs:evaluate-checkpoint': [ID, 100],
  'runs:annotate': [[ID], { star: true }],
  'runs:import-bytes': ['runs.csv', new Uint8Array(10)],
  'runs:export': ['runs.csv', 'text'],
  'runs:write-file': ['onnx', [ID], 'network.onnx'],
  'runs:count-look': [ID],
  'figure:save': ['loss.png', new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])],
  'data:image': ['train', 0, DATA],
  'data:labels': ['test', DATA],
  'data:images': ['train', [0, 1], DATA],
  'data:read-folder': ['/home/a/pictures'],
  'file:read': ['/home/a/runs.onn'],
  'file:take-runs': [NONCE],
  'file:take-model': [
    NONCE,
    { title: 'torch', data: DATA, activation: 'relu', normalization: { mean: 0.5, deviation: 0.5 } },
  ],
  'file:forget': [NONCE],
  'data:add': [NONCE, '동물'],
  'data:forget': [NONCE],
  'data:remove': [DATA],
  'data:open-folder': [DATA],
  'data:statistics': [DATA],
  'data:duplicates': [DATA],
  'data:stop-duplicates': [DATA],
  'data:distances': [DATA],
  'image:classify': [ID, new Uint8Array(784)],
  'image:explain': [ID, new Uint8Array(784), 'gradient', 0],
  'image:nearest': [new Uint8Array(784), DATA],
  'sharing:join': ['token'],
  'sharing:share-weights': [true],
  'sharing:answer-hide': [true],
  'sharing:delete': [[ID]],
  'sharing:undelete': [[ID]],
}

export function rightArguments(channel: Channel): readonly unknown[] {
  return RIGHT[channel] ?? []
}

function nested(depth: number): unknown {
  let value: unknown = 0
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { value }
  return value
}

function cyclic(): unknown {
  const value: { self?: unknown } = {}
  value.self = value
  return value
}

/** Thirty lists that each hold the one before twice: a thousand million values for whoever follows them all. */
function doubled(): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < 30; level++) value = [value, value]
  return value
}

function manyFields(): unknown {
  return Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`field${at}`, at]))
}

const million = <T>(item: T): T[] => new Array<T>(MILLION).fill(item)
const bytes = new Uint8Array(40 * MEBIBYTE)

/** Values that no channel takes at any place. Large ones are made once and crossed by reference in the tests. */
const BAD: Readonly<Record<string, () => unknown>> = {
  'a million bad ids': () => million('../../etc/passwd'),
  'a million ids': () => million(ID),
  'a million numbers': () => million(1),
  'a list that says it has 4,294,967,295 places': () => new Array(2 ** 32 - 1),
  'a list with holes': () => new Array(90_000),
  '99,999 ids and a bad one': () => [...new Array<string>(99_999).fill(ID), '..'],
  '40 MiB': () => bytes,
  '40 MiB of clamped bytes': () => new Uint8ClampedArray(bytes.buffer),
  '40 MiB of doubles': () => new Float64Array(bytes.buffer),
  '40 MiB of large integers': () => new BigUint64Array(bytes.buffer),
  'a buffer': () => bytes.buffer,
  'a view of one byte of 40 MiB': () => bytes.subarray(7, 8),
  'a view without bounds': () => new DataView(bytes.buffer),
  'fields in great number': manyFields,
  'nesting of 500 levels': () => nested(500),
  'a circle': cyclic,
  'lists that double': doubled,
  'a field __proto__': () => JSON.parse('{"__proto__": {"star": true}}') as unknown,
  'a field toString': () => ({ toString: 1 }),
  'a field constructor': () => ({ constructor: { prototype: {} } }),
  'a map': () => new Map([[ID, ID]]),
  'a set of a million': () => new Set(Array.from({ length: MILLION }, (_, at) => at)),
  'a date': () => new Date(0),
  'an expression': () => /(a+)+$/,
  'an error': () => new RangeError('x'),
  'a boxed text': () => Object(ID) as unknown,
  'a large integer': () => BigInt(`1${'0'.repeat(30)}`),
  NaN: () => Number.NaN,
  Infinity: () => Infinity,
  '-1': () => -1,
  '1.5': () => 1.5,
  'a number beyond all whole ones': () => 1e308,
  'a list in a list': () => [[]],
  'an unknown field': () => ({ userData: '/' }),
}

/** Texts that are right only where any text may stand. */
const BAD_TEXTS: Readonly<Record<string, () => string>> = {
  'an empty text': () => '',
  'a path': () => '../../etc/passwd',
  'a control': () => '\u001b]0;x\u0007\r\n',
  'half a pair': () => '\ud800',
  '100 million characters': () => 'x'.repeat(100 * MILLION),
}
const TAKES_ANY_TEXT: readonly Channel[] = [
  'app:notify',
  'data:add',
  'runs:export',
  'runs:import-bytes',
  'search:write-file',
  'search:write-spec',
  'sharing:join',
]

export interface BadRequest {
  readonly channel: Channel
  /** What is wrong with it. */
  readonly name: string
  readonly values: readonly unknown[]
}

const made = new Map<string, unknown>()

function valueNamed(name: string): unknown {
  if (!made.has(name)) made.set(name, (BAD[name] ?? BAD_TEXTS[name])?.())
  return made.get(name)
}

/** How many arguments at the end of a channel's, the data and what follows them, may be missing. */
const MAY_LACK: { readonly [C in Channel]?: number } = {
  'training:start': 1,
  'search:start': 2,
  'search:go-on': 1,
  'data:image': 1,
  'data:labels': 1,
  'image:nearest': 1,
}

function badRequest(channel: Channel, name: string, place: number, cut: number): BadRequest {
  const right = rightArguments(channel)
  // One of twelve lacks an argument, and one has a million.
  const needed = right.length - (MAY_LACK[channel] ?? 0)
  if (cut === 0 && needed > 0) return { channel, name: 'too few', values: right.slice(0, needed - 1) }
  if (cut === 1) return { channel, name: 'a million arguments', values: [...right, ...million(0)] }
  const at = place % (right.length + 1)
  const values = [...right]
  values[at] = valueNamed(name)
  return { channel, name: `${name} at ${at}`, values }
}

/** So many requests, the same ones for the same seed, each with something wrong, over all channels. */
export function badRequests(count: number, seed: number): readonly BadRequest[] {
  const request = fc.constantFrom(...REQUEST_CHANNELS).chain((channel) => {
    const names = TAKES_ANY_TEXT.includes(channel)
      ? Object.keys(BAD)
      : [...Object.keys(BAD), ...Object.keys(BAD_TEXTS)]
    return fc
      .tuple(fc.constantFrom(...names), fc.nat({ max: 11 }), fc.nat({ max: 11 }))
      .map(([name, place, cut]) => badRequest(channel, name, place, cut))
  })
  return fc.sample(request, { numRuns: count, seed })
}
