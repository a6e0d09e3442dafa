import { appendFile } from 'node:fs/promises'
import * as v from 'valibot'
import { newerVersion } from '#shared/records/newer-version'
import type { Parsed } from '#shared/records/run-record-schema'
import { parseJson } from '#shared/records/safe-json'
import type { OrderEntry } from '#shared/search/known-order'
import { errorCode, fileError } from '../base/file-errors'
import { readText } from '../base/read-file'
import { CHANGED, hasWholeSeal, openSealedLine, sealedLine } from '../base/sealed-json'

const ORDER_FORMAT = 'our-neural-network/search-order'

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const common = { format: v.literal(ORDER_FORMAT), version: v.literal(1), place: whole, trial: whole }
const schema = v.variant('kind', [
  v.object({ ...common, kind: v.literal('asked') }),
  v.object({
    ...common,
    kind: v.literal('told'),
    value: v.nullable(v.pipe(v.number(), v.finite())),
    iterations: whole,
  }),
])

/** What a line says. A sentence where it was damaged, is out of its place, or is of a newer version. */
function parseLine(line: string, place: number): Parsed<OrderEntry> {
  const opened = openSealedLine(line)
  if (opened === null) return { ok: false, reason: CHANGED }
  const newer = newerVersion(opened.value, ORDER_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const result = v.safeParse(schema, opened.value)
  if (!result.success || !opened.intact || result.output.place !== place)
    return { ok: false, reason: CHANGED }
  const { format: _, version: __, place: ___, ...entry } = result.output
  return { ok: true, value: entry }
}

/** The order as a file holds it. A line that a crash cut counts for nothing: what stood in it is asked or told again. */
export function parseOrder(text: string): Parsed<readonly OrderEntry[]> {
  const entries: OrderEntry[] = []
  for (const line of text.split('\n')) {
    if (!hasWholeSeal(line) && !parseJson(line).ok) continue
    const read: Parsed<OrderEntry> = hasWholeSeal(line)
      ? parseLine(line, entries.length)
      : { ok: false, reason: CHANGED }
    if (!read.ok) return read
    entries.push(read.value)
  }
  return { ok: true, value: entries }
}

/** The order in which the trials of a search were asked for and became known; a file that only grows. */
export async function readOrder(path: string): Promise<Parsed<readonly OrderEntry[]>> {
  try {
    return parseOrder(await readText(path, 'searchOrder'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { ok: true, value: [] }
    throw fileError('read', path, error)
  }
}

function orderLine(entry: OrderEntry, place: number): string {
  return `\n${sealedLine({ format: ORDER_FORMAT, version: 1, place, ...entry })}`
}

/** The order as its file shows it. */
export function orderText(entries: readonly OrderEntry[]): string {
  return entries.map(orderLine).join('')
}

/** Adds one entry, in one write. It begins a line of its own, whatever a crash has cut before. */
export async function appendOrder(path: string, entry: OrderEntry, place: number): Promise<void> {
  try {
    await appendFile(path, orderLine(entry, place))
  } catch (error) {
    throw fileError('write', path, error)
  }
}
