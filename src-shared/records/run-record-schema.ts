import * as v from 'valibot'
import { DATA_LIMITS } from '../experiment/data-shape'
import { DESCRIPTION_FIELDS } from '../experiment/dataset-description'
import { problemOfIssue } from '../experiment/experiment-problem'
import { parseExperiment } from '../experiment/experiment-schema'
import { withUnknownFields } from '../experiment/unknown-fields'
import { newerVersion } from './newer-version'
import { RECORD_LIMITS } from './record-limits'
import { CURVES_FORMAT, RUN_FORMAT, type RunCurves, type RunRecord, STOP_REASONS } from './run-record'
import { TEXT_LIMITS } from './text-limits'

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const MOST_CORES = 65_536
const MOST_STEPS_A_SECOND = 1e9
const END_OF_YEAR_9999 = 253_402_300_800_000

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const orNull = <T extends v.GenericSchema>(schema: T) => v.nullable(schema)
// JSON.stringify writes no negative zero: where one stands, a hand or a fault put it, and it would rank below zero.
const number = v.pipe(
  v.number(),
  v.finite(),
  v.check((value) => !Object.is(value, -0), 'a number that is not negative zero'),
)
const count = v.pipe(number, v.safeInteger(), v.minValue(0))
const cores = v.pipe(count, v.maxValue(MOST_CORES))
const upTo = (largest: number) => v.pipe(number, v.minValue(0), v.maxValue(largest))
// A duration reads -0 as 0: nothing is ranked by how it is written.
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(RECORD_LIMITS.seconds))
const share = orNull(upTo(1))
const loss = orNull(upTo(RECORD_LIMITS.loss))
const sha256 = orNull(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)))
const moment = v.pipe(
  text(40),
  v.check((at) => Date.parse(at) >= 0 && Date.parse(at) < END_OF_YEAR_9999, 'a date from 1970 to 9999'),
)
const runId = v.pipe(v.string(), v.regex(ULID))

const machine = v.object({
  cores,
  model: text(TEXT_LIMITS.machine),
  platform: text(TEXT_LIMITS.machine),
  calibration: orNull(upTo(MOST_STEPS_A_SECOND)),
})

const predictions = v.pipe(
  v.object({
    classCount: v.pipe(count, v.minValue(1), v.maxValue(DATA_LIMITS.classes.to)),
    bits: v.picklist([4, 8]),
    base64: v.pipe(text(200_000), v.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
  }),
  v.check(({ classCount, bits }) => bits === (classCount > 16 ? 8 : 4), 'packed as its classes ask for'),
)

const dataset = v.object(DESCRIPTION_FIELDS)

const record = v.object({
  format: v.literal(RUN_FORMAT),
  version: v.literal(1),
  id: runId,
  experiment: v.unknown(),
  identity: sha256,
  data: sha256,
  dataset: v.optional(dataset),
  arithmetic: orNull(text(100)),
  engine: orNull(v.object({ name: text(100), threads: cores })),
  machine: orNull(machine),
  author: text(TEXT_LIMITS.author),
  startedAt: orNull(moment),
  seconds: orNull(seconds),
  parameters: count,
  plannedIterations: count,
  iterations: count,
  stopReason: orNull(v.picklist(STOP_REASONS)),
  divergence: v.optional(orNull(v.object({ iteration: count, layer: text(200) })), null),
  keptWeights: v.optional(orNull(v.picklist(['last', 'averaged', 'best'])), null),
  trainAccuracy: share,
  validationAccuracy: share,
  testAccuracy: share,
  trainLoss: loss,
  validationLoss: loss,
  testLoss: v.optional(loss, null),
  weightsSha256: sha256,
  curvesSha256: v.optional(sha256, null),
  predictions: v.optional(orNull(predictions), null),
  parent: orNull(text(200)),
  imported: v.optional(
    v.object({
      file: text(TEXT_LIMITS.fileName),
      row: count,
      sha256: text(64),
      id: v.optional(runId),
      identity: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
      end: v.optional(v.boolean()),
      model: v.optional(v.literal(true)),
      doubt: v.optional(text(TEXT_LIMITS.doubt)),
    }),
  ),
})

// One check for a whole column: curves have a hundred thousand numbers, and the first that is none is enough.
const column = v.custom<number[]>(
  (value) => Array.isArray(value) && value.every((each) => Number.isFinite(each)),
  'a list of finite numbers',
)
const columns = v.array(column)

const curves = v.object({
  format: v.literal(CURVES_FORMAT),
  version: v.literal(1),
  id: runId,
  training: v.object({ iteration: column, loss: column, accuracy: column, learningRate: column }),
  validation: v.object({ iteration: column, loss: column, accuracy: column }),
  layers: v.object({
    iteration: column,
    preactivationMean: columns,
    preactivationVariance: columns,
    activationMean: columns,
    activationVariance: columns,
  }),
  seconds: column,
})

/** Whether a text is a run's id. */
export function isRunId(value: string): boolean {
  return ULID.test(value)
}

/** Reads a run's record from a file that anyone may have written. Fields that this version does not know stay in it. */
export function parseRunRecord(input: unknown): Parsed<RunRecord> {
  const newer = newerVersion(input, RUN_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const result = v.safeParse(record, input, { abortEarly: true })
  if (!result.success) return { ok: false, reason: problemOfIssue(result.issues[0]).message }
  const parsed = parseExperiment(result.output.experiment, { unknown: 'keep' })
  if (!parsed.ok)
    return { ok: false, reason: parsed.problems[0]?.message ?? 'Its experiment cannot be read.' }
  const known: RunRecord = { ...result.output, experiment: parsed.experiment }
  return { ok: true, value: withUnknownFields(input, known) }
}

function isEvenlyLong(lengths: readonly number[]): boolean {
  return lengths.every((length) => length === lengths[0])
}

/** Reads a run's curves. All columns of a group must have one length, or points would be joined that do not belong together. */
export function parseRunCurves(input: unknown): Parsed<RunCurves> {
  const newer = newerVersion(input, CURVES_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const result = v.safeParse(curves, input, { abortEarly: true })
  if (!result.success) return { ok: false, reason: problemOfIssue(result.issues[0]).message }
  const { training, validation, layers, seconds } = result.output
  const { iteration, ...statistics } = layers
  const groups = [
    [...Object.values(training), seconds],
    Object.values(validation),
    [iteration, ...Object.values(statistics).flat()],
  ]
  const even = groups.every((group) => isEvenlyLong(group.map((values) => values.length)))
  if (!even) return { ok: false, reason: 'Its columns differ in length.' }
  return { ok: true, value: withUnknownFields(input, result.output) }
}
