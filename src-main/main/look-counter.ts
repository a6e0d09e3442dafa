import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { writeAtomically } from '../library/atomic-file'

const HEAD = { format: 'our-neural-network/looks', version: 1 } as const
const file = v.object({ looks: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))) })

async function readLooks(path: string): Promise<Record<string, number>> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const json = parseJson(text)
  const result = json.ok ? v.safeParse(file, json.value) : null
  return result?.success === true ? { ...result.output.looks } : {}
}

/** Counts how often the sealed test accuracy of a run was looked at: each look makes it less of a test. */
export class LookCounter {
  readonly #path: string
  #writing: Promise<unknown> = Promise.resolve()

  constructor(path: string) {
    this.#path = path
  }

  /** Adds one look, and answers how many there were. */
  count(id: string): Promise<number> {
    const mine = this.#writing.then(async () => {
      const looks = await readLooks(this.#path)
      const next = { ...looks, [id]: (looks[id] ?? 0) + 1 }
      await writeAtomically(this.#path, `${JSON.stringify({ ...HEAD, looks: next }, null, 2)}\n`)
      return next[id] ?? 1
    })
    this.#writing = mine.catch(() => undefined)
    return mine
  }
}
