import { parseExperiment } from '#shared/experiment/experiment-schema'
import type { RecordDoubt } from '#shared/records/record-doubt'
import { senseDoubt } from '#shared/records/record-sense'
import type { RunRecord } from '#shared/records/run-record'
import { experimentIdentity } from '../base/hashes'

const DAY = 86_400_000
const FIRST_START = Date.UTC(2015, 0, 1)

function identityDoubt({ identity, data, arithmetic, experiment, imported }: RunRecord): RecordDoubt | null {
  // A row of a table never knew these, and a model is of the data on which it was tried.
  if (imported !== undefined && identity === null && (data === null || imported.model === true)) return null
  if (identity === null || data === null || arithmetic === null) return { code: 'unnamed', values: {} }
  return experimentIdentity(experiment, data, arithmetic) === identity
    ? null
    : { code: 'identity', values: {} }
}

/**
 * Why a record is not believed; null where everything that can be calculated is as it says.
 *
 * What nothing else in it tells, such as the accuracy of a run on other data, is believed: a team trusts its members, and this is no
 * protection against one who lies with care.
 */
export function recordDoubt(record: RunRecord): RecordDoubt | null {
  if (record.contentSha256 !== undefined) return { code: 'changed', values: {} }
  // Settings that this version does not know may be a part of the identity.
  if (!parseExperiment(record.experiment).ok) return { code: 'newer', values: {} }
  return identityDoubt(record) ?? senseDoubt(record)
}

/** A run of a team-mate that claims to be a row of a table: rows are not shared, and would pass every check. */
export function rowDoubt({ imported }: RunRecord, origin: 'own' | 'team' | 'imported'): RecordDoubt | null {
  return imported !== undefined && origin !== 'imported' ? { code: 'unnamed', values: {} } : null
}

/** Whether a run of others claims a start that cannot be. Own runs may have been trained under a wrong clock. */
export function dateDoubt(startedAt: string | null, now: number): RecordDoubt | null {
  if (startedAt === null) return null
  const at = Date.parse(startedAt)
  return at >= FIRST_START && at <= now + DAY ? null : { code: 'date', values: { found: startedAt } }
}
