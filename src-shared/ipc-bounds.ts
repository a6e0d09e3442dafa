import type { Requests } from './ipc'

/** How much a request may carry, whatever it says. */
interface RequestBounds {
  /** Values in all, those inside lists and objects counted. */
  readonly values: number
  /** UTF-16 units of all texts and names of fields. */
  readonly characters: number
  readonly bytes: number
}

const MEBIBYTE = 1024 * 1024

/** Largest file that is read into memory: a picture, or a table of runs. */
export const LARGEST_FILE = 30 * MEBIBYTE
/** Most runs that one request may name. */
export const MOST_RUNS = 100_000
/** Most images that one request may name. */
export const MOST_IMAGES = 400
/** Longest id of a run. */
export const LONGEST_ID = 64

const usual: RequestBounds = { values: 500, characters: 20_000, bytes: 0 }
const manyRuns: RequestBounds = {
  values: MOST_RUNS + 500,
  characters: MOST_RUNS * LONGEST_ID + 50_000,
  bytes: 0,
}
const aFile: RequestBounds = { ...usual, bytes: LARGEST_FILE }

/** Saved views have the order of all columns each. */
const settings: RequestBounds = { values: 50_000, characters: 2_000_000, bytes: 0 }

/** 40 settings with up to 1,000 choices each. */
const search: RequestBounds = { values: 60_000, characters: 2_000_000, bytes: 0 }

const BOUNDS: { readonly [C in keyof Requests]?: RequestBounds } = {
  'settings:set': settings,
  'search:start': search,
  'runs:annotate': manyRuns,
  'runs:write-file': manyRuns,
  'sharing:delete': manyRuns,
  'sharing:undelete': manyRuns,
  'runs:import-bytes': aFile,
  'runs:export': { ...usual, characters: 256 * MEBIBYTE, bytes: 256 * MEBIBYTE },
  'figure:save': aFile,
  // Larger than one image: a view crosses with all that lies behind it.
  'image:classify': { ...usual, bytes: MEBIBYTE },
  'image:explain': { ...usual, bytes: MEBIBYTE },
  'image:nearest': { ...usual, bytes: MEBIBYTE },
}

const DEEPEST = 16

/** What a value is called in a sentence, where it is none that a request may carry. */
function strangeKind(value: unknown): string {
  if (typeof value !== 'object') return `a ${typeof value}`
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1)
  return tag === 'Object' ? 'an object of a class' : `a value of the kind ${tag}`
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** A count that goes over one request and ends at the first thing that is too much. */
class Weighing {
  private values = 0
  private characters = 0
  private bytes = 0
  private readonly bounds: RequestBounds

  constructor(bounds: RequestBounds) {
    this.bounds = bounds
  }

  list(list: readonly unknown[], depth: number): string | null {
    // Before anything in it is looked at: a list may say that it has four thousand million places.
    if (this.values + list.length > this.bounds.values)
      return `it carries more than ${this.bounds.values} values.`
    this.values += list.length
    for (let at = 0; at < list.length; at++) {
      const fault = this.value(list[at], depth)
      if (fault !== null) return fault
    }
    return null
  }

  private value(value: unknown, depth: number): string | null {
    if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'number')
      return null
    if (typeof value === 'string') return this.text(value)
    if (typeof value !== 'object') return `it carries ${strangeKind(value)}.`
    if (value instanceof Uint8Array) return this.view(value)
    if (depth === DEEPEST) return `it is nested more than ${DEEPEST} levels deep.`
    if (Array.isArray(value)) return this.list(value, depth + 1)
    return isPlain(value) ? this.fields(value, depth + 1) : `it carries ${strangeKind(value)}.`
  }

  private text(text: string): string | null {
    this.characters += text.length
    if (this.characters <= this.bounds.characters) return null
    return `it carries more than ${this.bounds.characters} characters.`
  }

  /** All the bytes that crossed with it, not only those that it shows. */
  private view(view: Uint8Array): string | null {
    this.bytes += view.buffer.byteLength
    if (this.bytes <= this.bounds.bytes) return null
    return this.bounds.bytes === 0
      ? 'it carries bytes, which nobody here expects.'
      : `it carries more than ${this.bounds.bytes} bytes.`
  }

  private fields(object: object, depth: number): string | null {
    const names = Object.keys(object)
    if (this.values + names.length > this.bounds.values)
      return `it carries more than ${this.bounds.values} values.`
    this.values += names.length
    for (const name of names) {
      // Whoever asks `name in object` would take these for fields of its own.
      if (name in Object.prototype) return `it carries a field named ${name}.`
      const fault = this.text(name) ?? this.value((object as Readonly<Record<string, unknown>>)[name], depth)
      if (fault !== null) return fault
    }
    return null
  }
}

/**
 * Why a request is not even looked at: it carries too much, or what no request may carry. Null where it may be judged by its schema.
 *
 * Asked twice, where a request leaves the window and where it arrives. It costs no more than the bounds of the channel allow, while
 * a schema goes over every value and every name before it says what is wrong.
 */
export function requestFault(channel: string, values: readonly unknown[]): string | null {
  const bounds = Object.hasOwn(BOUNDS, channel) ? BOUNDS[channel as keyof Requests] : undefined
  return new Weighing(bounds ?? usual).list(values, 0)
}
