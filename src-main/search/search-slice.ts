import * as v from 'valibot'
import { problemOfIssue } from '#shared/experiment/experiment-problem'
import { newerVersion } from '#shared/records/newer-version'
import type { Parsed } from '#shared/records/run-record-schema'
import { isSlice, MOST_PARTS, type Slice } from '#shared/search/slice'
import { sealed } from '../base/sealed-json'

const SLICE_FORMAT = 'our-neural-network/search-slice'

const part = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PARTS))
const schema = v.pipe(
  v.object({ format: v.literal(SLICE_FORMAT), version: v.literal(1), part, parts: part }),
  v.check((slice) => isSlice(slice), 'Its part is beyond all parts.'),
)

/** The file that says which part of a search the window of a library takes. */
export function sliceText(slice: Slice): string {
  return `${JSON.stringify(sealed({ format: SLICE_FORMAT, version: 1, ...slice }), null, 2)}\n`
}

export function parseSlice(input: unknown): Parsed<Slice> {
  const newer = newerVersion(input, SLICE_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const result = v.safeParse(schema, input, { abortEarly: true })
  if (!result.success) return { ok: false, reason: problemOfIssue(result.issues[0]).message }
  const { part: mine, parts } = result.output
  return { ok: true, value: { part: mine, parts } }
}
