import * as v from 'valibot'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { CURVES_FORMAT, RUN_FORMAT, STOP_REASONS } from '#shared/records/run-record'
import { parseRunRecord } from '#shared/records/run-record-schema'
import { LONGEST_OLD_NOTE, TEXT_LIMITS } from '#shared/records/text-limits'
import { MOST_REPLACED } from '#shared/records/versions'
import { isRunId, isSha256 } from '../../base/identifiers'
import type { Kind } from './paths'

const text = (longest: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(longest))
const runId = v.custom<string>(isRunId, 'it must be the id of a run')
const sha256 = v.custom<string>(isSha256, 'it must be a SHA-256')
const moment = v.pipe(
  text(40),
  v.check((at) => Number.isFinite(Date.parse(at)), 'it must be a date'),
)
const shortText = text(TEXT_LIMITS.author)

// A record of a newer version keeps what is its own, but what this version would train must be something it can train.
const experiment = v.custom<object>(
  (value) => parseExperiment(value, { unknown: 'keep' }).ok,
  'it cannot be trained',
)

// A record that arrives must be one that the library can read again, so one schema judges both. One that still runs is nobody
// else's business yet.
const run = v.looseObject({
  format: v.literal(RUN_FORMAT),
  id: runId,
  experiment,
  stopReason: v.picklist(STOP_REASONS),
  // Columns that the library lets old records leave out; no shared one ever did.
  divergence: v.nullable(v.looseObject({})),
  keptWeights: v.nullable(v.string()),
  testLoss: v.nullable(v.number()),
  curvesSha256: v.nullable(v.string()),
  predictions: v.nullable(v.looseObject({})),
})

function recordFault(body: unknown): string | null {
  const read = parseRunRecord(body)
  return read.ok ? null : read.reason.replace(/\.$/, '')
}

// By hand, because they are long: one look at each number, and an end at the first that is none.
const isColumn = (value: unknown): boolean =>
  Array.isArray(value) && value.every((element) => typeof element === 'number')
const column = v.custom<readonly number[]>(isColumn, 'it must be a list of numbers')
const columns = v.custom<readonly (readonly number[])[]>(
  (value) => Array.isArray(value) && value.every(isColumn),
  'it must be a list of lists of numbers',
)
const points = { iteration: column, loss: column, accuracy: column }
const curves = v.looseObject({
  format: v.literal(CURVES_FORMAT),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  id: runId,
  training: v.looseObject({ ...points, learningRate: column }),
  validation: v.looseObject(points),
  layers: v.looseObject({
    iteration: column,
    preactivationMean: columns,
    preactivationVariance: columns,
    activationMean: columns,
    activationVariance: columns,
  }),
  seconds: column,
})

const edit = v.looseObject({
  title: v.optional(text(TEXT_LIMITS.title)),
  note: v.optional(text(LONGEST_OLD_NOTE)),
  tags: v.optional(v.pipe(v.array(text(TEXT_LIMITS.tag)), v.maxLength(TEXT_LIMITS.tags))),
  star: v.optional(v.boolean()),
  archived: v.optional(v.boolean()),
})

const replaces = v.optional(v.pipe(v.array(text(23)), v.maxLength(MOST_REPLACED)))

/** What the body of each kind of file must look like before anything in it is used. Fields of newer versions stay. */
export const bodySchemas: Readonly<Record<Kind, v.GenericSchema>> = {
  run: v.pipe(
    run,
    v.check(
      (body) => recordFault(body) === null,
      ({ input }) => recordFault(input) ?? '',
    ),
  ),
  curves,
  note: v.looseObject({ run: runId, edit, replaces }),
  gone: v.looseObject({ run: runId, gone: v.boolean(), replaces }),
  replay: v.looseObject({
    run: runId,
    at: moment,
    author: shortText,
    identical: v.boolean(),
    difference: v.nullable(text(2000)),
  }),
  person: v.looseObject({ name: shortText, replaces }),
  claim: v.looseObject({
    identity: sha256,
    experiment,
    state: v.picklist(['planned', 'running']),
    since: moment,
  }),
}
