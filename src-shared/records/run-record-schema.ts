import * as v from 'valibot'
import { problemOfIssue } from '../design/experiment-problem'
import { parseExperiment } from '../design/experiment-schema'
import { withUnknownFields } from '../design/unknown-fields'
import { CURVES_FORMAT, RUN_FORMAT, STOP_REASONS, type RunCurves, type RunRecord } from './run-record'

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const orNull = <T extends v.GenericSchema>(schema: T) => v.nullable(schema)
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const number = v.pipe(v.number(), v.finite())
const share = orNull(v.pipe(number, v.minValue(0), v.maxValue(1)))
const sha256 = orNull(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)))
const moment = v.pipe(
  text(40),
  v.check((at) => Number.isFinite(Date.parse(at))),
)
const runId = v.pipe(v.string(), v.regex(ULID))

const machine = v.object({
  cores: count,
  model: text(200),
  platform: text(200),
  calibration: orNull(number),
})

const predictions = v.object({
  classCount: v.pipe(count, v.minValue(1), v.maxValue(16)),
  bits: v.literal(4),
  base64: v.pipe(text(200_000), v.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
})

const record = v.object({
  format: v.literal(RUN_FORMAT),
  version: v.literal(1),
  id: runId,
  experiment: v.unknown(),
  identity: sha256,
  data: sha256,
  arithmetic: orNull(text(100)),
  engine: orNull(v.object({ name: text(100), threads: count })),
  machine: orNull(machine),
  author: text(200),
  startedAt: orNull(moment),
  seconds: orNull(v.pipe(number, v.minValue(0))),
  parameters: count,
  plannedIterations: count,
  iterations: count,
  stopReason: orNull(v.picklist(STOP_REASONS)),
  divergence: v.optional(orNull(v.object({ iteration: count, layer: text(200) })), null),
  keptWeights: v.optional(orNull(v.picklist(['last', 'averaged', 'best'])), null),
  trainAccuracy: share,
  validationAccuracy: share,
  testAccuracy: share,
  trainLoss: orNull(number),
  validationLoss: orNull(number),
  testLoss: v.optional(orNull(number), null),
  weightsSha256: sha256,
  curvesSha256: v.optional(sha256, null),
  predictions: v.optional(orNull(predictions), null),
  parent: orNull(text(200)),
  imported: v.optional(
    v.object({
      file: text(1000),
      row: count,
      sha256: text(64),
      id: v.optional(runId),
      identity: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
      end: v.optional(v.boolean()),
    }),
  ),
})

const column = v.array(number)
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
  const result = v.safeParse(record, input)
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
  const result = v.safeParse(curves, input)
  if (!result.success) return { ok: false, reason: problemOfIssue(result.issues[0]).message }
  const { training, validation, layers, seconds } = result.output
  const { iteration, ...lens } = layers
  const groups = [
    [...Object.values(training), seconds],
    Object.values(validation),
    [iteration, ...Object.values(lens).flat()],
  ]
  const even = groups.every((group) => isEvenlyLong(group.map((values) => values.length)))
  if (!even) return { ok: false, reason: 'Its columns differ in length.' }
  return { ok: true, value: withUnknownFields(input, result.output) }
}
