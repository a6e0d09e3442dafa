import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'

const PLACE_FORMAT = 'our-neural-network/place'

/** Where a run came from, and what became of its file in the shared folder. A run that was trained here needs no such file. */
export interface Place {
  readonly origin: 'own' | 'team' | 'imported'
  readonly goneFromFolder: boolean
  /** Hidden for all by a team-mate's deletion; the files stay. */
  readonly hidden: boolean
}

export const OWN_PLACE: Place = { origin: 'own', goneFromFolder: false, hidden: false }

const schema = v.object({
  format: v.literal(PLACE_FORMAT),
  version: v.literal(1),
  origin: v.picklist(['own', 'team', 'imported']),
  goneFromFolder: v.optional(v.boolean(), false),
  hidden: v.optional(v.boolean(), false),
})

export function placeText({ origin, goneFromFolder, hidden }: Place): string {
  return `${JSON.stringify({ format: PLACE_FORMAT, version: 1, origin, goneFromFolder, hidden }, null, 2)}\n`
}

/** Reads a place; null where the text is none. */
export function parsePlace(text: string): Place | null {
  const json = parseJson(text)
  const result = json.ok ? v.safeParse(schema, json.value) : null
  if (result?.success !== true) return null
  const { origin, goneFromFolder, hidden } = result.output
  return { origin, goneFromFolder, hidden }
}
