import * as v from 'valibot'
import { type DatasetDescription, DESCRIPTION_FIELDS } from '#shared/experiment/dataset-description'
import { problemOfIssue } from '#shared/experiment/experiment-problem'
import { newerVersion } from '#shared/records/newer-version'
import type { Parsed } from '#shared/records/run-record-schema'
import { searchIdentityJson } from '#shared/search/search-identity'
import { parseSearch, type SearchSpec } from '#shared/search/search-spec'
import { sha256 } from '../base/hashes'
import { sealed } from '../base/sealed-json'

const RECORDED_SEARCH_FORMAT = 'our-neural-network/recorded-search'
const ID = /^[0-9a-f]{16}$/

/** A search of the library: what is searched, on which data, by which rules of rounding. What came out stands in its runs. */
export interface RecordedSearch {
  readonly format: typeof RECORDED_SEARCH_FORMAT
  readonly version: 1
  /** The same for the same search on every computer. */
  readonly id: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly spec: SearchSpec
  readonly data: string
  readonly dataset?: DatasetDescription | undefined
  readonly arithmetic: string
}

/** All of a search but what follows from it. */
export type NewSearch = Pick<RecordedSearch, 'spec' | 'data' | 'dataset' | 'arithmetic'>

const schema = v.object({
  format: v.literal(RECORDED_SEARCH_FORMAT),
  version: v.literal(1),
  id: v.pipe(v.string(), v.regex(ID)),
  startedAt: v.pipe(
    v.string(),
    v.maxLength(40),
    v.check((at) => Number.isFinite(Date.parse(at)), 'a date'),
  ),
  spec: v.unknown(),
  data: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  dataset: v.optional(v.object(DESCRIPTION_FIELDS)),
  arithmetic: v.pipe(v.string(), v.maxLength(60)),
})

/** Whether a text is the id of a search, and so may name its folder. */
export function isSearchId(text: string): boolean {
  return ID.test(text)
}

/** The id of a search: the beginning of a SHA-256 of all that its trials follow from. */
function searchId({ spec, data, arithmetic }: NewSearch): string {
  return sha256(searchIdentityJson(spec, { data, arithmetic })).slice(0, 16)
}

export function newRecordedSearch(search: NewSearch, now: number): RecordedSearch {
  const { spec, data, dataset, arithmetic } = search
  return {
    format: RECORDED_SEARCH_FORMAT,
    version: 1,
    id: searchId(search),
    startedAt: new Date(now).toISOString(),
    spec,
    data,
    ...(dataset === undefined ? {} : { dataset }),
    arithmetic,
  }
}

/** Reads a search from a file that anyone may have written. */
export function parseRecordedSearch(input: unknown): Parsed<RecordedSearch> {
  const newer = newerVersion(input, RECORDED_SEARCH_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const result = v.safeParse(schema, input, { abortEarly: true })
  if (!result.success) return { ok: false, reason: problemOfIssue(result.issues[0]).message }
  const parsed = parseSearch(result.output.spec)
  if (!parsed.ok) return { ok: false, reason: parsed.problems[0]?.message ?? 'Its search cannot be read.' }
  const search = { ...result.output, spec: parsed.spec }
  if (search.id !== searchId(search)) return { ok: false, reason: 'Its id is not that of what it searches.' }
  return { ok: true, value: search }
}

/** A search as its file shows it, with the hash of its content. */
export function searchText(search: RecordedSearch): string {
  return `${JSON.stringify(sealed(search), null, 2)}\n`
}
