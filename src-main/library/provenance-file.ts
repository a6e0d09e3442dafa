import * as v from 'valibot'
import { newerVersion } from '#shared/records/newer-version'
import type { Parsed } from '#shared/records/run-record-schema'
import { parseJson } from '#shared/records/safe-json'
import { CHANGED, openSeal, sealed } from '../base/sealed-json'

const PROVENANCE_FORMAT = 'our-neural-network/place'

/** Where a run came from, and what became of its file in the shared folder. A run that was trained here needs no such file. */
export interface Provenance {
  readonly origin: 'own' | 'team' | 'imported'
  readonly goneFromFolder: boolean
  /** Hidden for all by a team-mate's deletion; the files stay. */
  readonly hidden: boolean
}

// Every version wrote all of these, so that a damaged name of a field cannot pass for one that was left out.
const schema = v.object({
  format: v.literal(PROVENANCE_FORMAT),
  version: v.literal(1),
  run: v.optional(v.string()),
  origin: v.picklist(['own', 'team', 'imported']),
  goneFromFolder: v.boolean(),
  hidden: v.boolean(),
})

/** The provenance of a run as its file shows it. */
export function provenanceText(run: string, { origin, goneFromFolder, hidden }: Provenance): string {
  const provenance = { format: PROVENANCE_FORMAT, version: 1, run, origin, goneFromFolder, hidden }
  return `${JSON.stringify(sealed(provenance), null, 2)}\n`
}

/** Reads the provenance of a run; the reason where the text does not tell it. */
export function parseProvenance(text: string, run: string): Parsed<Provenance> {
  const json = parseJson(text)
  if (!json.ok) return json
  const newer = newerVersion(json.value, PROVENANCE_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const { value, intact } = openSeal(json.value)
  if (!intact) return { ok: false, reason: CHANGED }
  const result = v.safeParse(schema, value)
  if (!result.success) return { ok: false, reason: 'It does not say where the run came from.' }
  const { run: named = run, origin, goneFromFolder, hidden } = result.output
  if (named !== run)
    return { ok: false, reason: `It belongs to run ${named}, but lies in the folder of another run.` }
  return { ok: true, value: { origin, goneFromFolder, hidden } }
}
