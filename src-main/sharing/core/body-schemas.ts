import * as v from 'valibot'
import { parseExperiment } from '#shared/design/experiment-schema'
import { CURVES_FORMAT, RUN_FORMAT, STOP_REASONS } from '#shared/records/run-record'
import { MOST_REPLACED } from '#shared/records/versions'
import { isRunId, isSha256 } from './identifiers'
import type { Kind } from './paths'

const text = (longest: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(longest))
const runId = v.custom<string>(isRunId, 'it must be the id of a run')
const sha256 = v.custom<string>(isSha256, 'it must be a SHA-256')
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)))
const number = v.nullable(v.number())
const moment = v.pipe(
  text(40),
  v.check((at) => Number.isFinite(Date.parse(at)), 'it must be a date'),
)
const shortText = text(200)

// A record of a newer version keeps what is its own, but what this version would train must be something it can train.
const experiment = v.custom<object>(
  (value) => parseExperiment(value, { unknown: 'keep' }).ok,
  'it cannot be trained',
)

const machine = v.looseObject({ cores: count, model: shortText, platform: shortText, calibration: number })
const predictions = v.looseObject({
  classCount: v.pipe(count, v.maxValue(16)),
  bits: v.literal(4),
  base64: v.pipe(text(100_000), v.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
})

const run = v.looseObject({
  format: v.literal(RUN_FORMAT),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  id: runId,
  experiment,
  identity: v.nullable(sha256),
  data: v.nullable(sha256),
  arithmetic: v.nullable(shortText),
  engine: v.nullable(v.looseObject({ name: shortText, threads: count })),
  machine: v.nullable(machine),
  author: shortText,
  startedAt: v.nullable(moment),
  seconds: v.nullable(v.pipe(v.number(), v.minValue(0))),
  parameters: count,
  plannedIterations: count,
  iterations: count,
  stopReason: v.picklist(STOP_REASONS),
  divergence: v.nullable(v.looseObject({ iteration: count, layer: shortText })),
  keptWeights: v.nullable(v.picklist(['last', 'averaged', 'best'])),
  trainAccuracy: share,
  validationAccuracy: share,
  testAccuracy: share,
  trainLoss: number,
  validationLoss: number,
  testLoss: number,
  weightsSha256: v.nullable(sha256),
  curvesSha256: v.nullable(sha256),
  predictions: v.nullable(predictions),
  parent: v.nullable(shortText),
})

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
  title: v.optional(text(1000)),
  note: v.optional(text(1_000_000)),
  tags: v.optional(v.pipe(v.array(text(200)), v.maxLength(200))),
  star: v.optional(v.boolean()),
  archived: v.optional(v.boolean()),
})

const replaces = v.optional(v.pipe(v.array(text(23)), v.maxLength(MOST_REPLACED)))

/** What the body of each kind of file must look like before anything in it is used. Fields of newer versions stay. */
export const bodySchemas: Readonly<Record<Kind, v.GenericSchema>> = {
  run,
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
