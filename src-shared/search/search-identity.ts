import { canonicalJson, type JsonValue } from '../records/canonical-json'
import type { SearchSpec } from './search-spec'

/** What a search computes with: the data and the rules of rounding. */
export interface SearchGround {
  /** Fingerprint of the data. */
  readonly data: string
  readonly arithmetic: string
}

/**
 * The text whose SHA-256 names a search: all that its trials follow from.
 *
 * Neither its name nor the number of trials is in it, so that a search with more trials is the same one gone on with; and the same spec is
 * the same search on every computer, so that slices of it come together.
 */
export function searchIdentityJson(spec: SearchSpec, { data, arithmetic }: SearchGround): string {
  const { name: _, trials: __, ...rest } = spec
  return canonicalJson({ arithmetic, data, search: rest as unknown as JsonValue })
}
