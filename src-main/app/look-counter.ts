import { rename } from 'node:fs/promises'
import * as v from 'valibot'
import { newerVersion } from '#shared/records/newer-version'
import { parseJson } from '#shared/records/safe-json'
import { writeAtomically } from '../base/atomic-file'
import { errorCode, fileFault } from '../base/file-errors'
import { readText } from '../base/read-file'
import { CHANGED, openSeal, sealed } from '../base/sealed-json'

const HEAD = { format: 'our-neural-network/looks', version: 1 } as const
const counts = v.record(v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0)))
const file = v.object({ looks: counts })

type Looks = ReadonlyMap<string, number>

/** What the file says; `kept`: it must not be written over, because a newer version of the lab made it. */
interface ReadLooks {
  readonly looks: Looks
  readonly fault: string | null
  readonly kept: boolean
}

const NONE: Looks = new Map()

/** Counts how often the hidden test accuracy of a run was looked at: each look makes it less of a test. */
export class LookCounter {
  readonly #path: string
  readonly #onProblem: (sentence: string) => void
  #known: ReadLooks | null = null
  #writing: Promise<unknown> = Promise.resolve()

  /** `onProblem` is told, in a sentence, where the counts so far cannot be used. */
  constructor(path: string, onProblem: (sentence: string) => void = () => undefined) {
    this.#path = path
    this.#onProblem = onProblem
  }

  /** Adds one look, and answers how many there were. */
  count(id: string): Promise<number> {
    const mine = this.#writing.then(async () => {
      const { looks, kept } = await this.#read()
      const next = new Map(looks).set(id, (looks.get(id) ?? 0) + 1)
      if (kept) this.#known = { looks: next, fault: null, kept }
      else await writeAtomically(this.#path, looksText(next))
      return next.get(id) ?? 1
    })
    this.#writing = mine.catch(() => undefined)
    return mine
  }

  async #read(): Promise<ReadLooks> {
    if (this.#known?.kept === true) return this.#known
    const read = await readLooks(this.#path)
    if (read.fault !== null) this.#onProblem(`${this.#path}: ${read.fault}`)
    return (this.#known = read)
  }
}

function looksText(looks: Looks): string {
  return `${JSON.stringify(sealed({ ...HEAD, looks: Object.fromEntries(looks) }), null, 2)}\n`
}

async function readLooks(path: string): Promise<ReadLooks> {
  let text: string
  try {
    text = await readText(path, 'looks')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { looks: NONE, fault: null, kept: false }
    return setAside(path, `It cannot be read: ${fileFault(error)}.`)
  }
  const json = parseJson(text)
  const newer = json.ok ? newerVersion(json.value, HEAD.format) : null
  const opened = json.ok ? openSeal(json.value) : null
  const result = opened === null ? null : v.safeParse(file, opened.value)
  const looks = result?.success === true ? new Map(Object.entries(result.output.looks)) : null
  if (newer !== null) return { looks: looks ?? NONE, fault: newer, kept: true }
  if (looks !== null) return { looks, fault: opened?.intact === true ? null : CHANGED, kept: false }
  return setAside(path, json.ok ? 'It does not contain counts of looks.' : json.reason)
}

/** Kept rather than written over: it says how far the tests of runs can still be trusted. */
async function setAside(path: string, reason: string): Promise<ReadLooks> {
  await rename(path, `${path}.damaged`).catch(() => undefined)
  return { looks: NONE, fault: `${reason} It was kept as ${path}.damaged.`, kept: false }
}
