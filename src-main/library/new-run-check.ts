import { curvesProblem } from '#shared/experiment/curves-size'
import { parameterCount } from '#shared/experiment/parameter-count'
import { RUN_FORMAT } from '#shared/records/run-record'
import { parseRunRecord } from '#shared/records/run-record-schema'
import { readMachine } from '../base/machine'
import type { RecordedTraining } from './recorded-training'

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** What nothing but the end of a training can tell; every value of these can be read. */
const NOT_YET = {
  seconds: null,
  iterations: 0,
  stopReason: null,
  trainAccuracy: null,
  validationAccuracy: null,
  testAccuracy: null,
  trainLoss: null,
  validationLoss: null,
  weightsSha256: null,
} as const

/**
 * Makes sure, before anything is trained, that the record of the run could be read again; throws a sentence.
 *
 * The same schema that reads records judges what the user, the computer and its clock would put into this one.
 */
export function checkNewRun(training: RecordedTraining, now: number): void {
  const { id, experiment, data, dataset, author, parent, calibration = null } = training
  if (LONE_SURROGATE.test(author)) throw new Error("The author's name contains half of a character.")
  const date = new Date(now)
  if (Number.isNaN(date.getTime())) throw new Error('The clock of this computer gives no date.')
  const tooLarge = curvesProblem(experiment)
  if (tooLarge !== null) throw new Error(tooLarge.message)
  const trial = parseRunRecord({
    format: RUN_FORMAT,
    version: 1,
    id,
    experiment,
    identity: null,
    data,
    ...(dataset === undefined ? {} : { dataset }),
    arithmetic: null,
    engine: null,
    machine: readMachine(calibration),
    author,
    startedAt: date.toISOString(),
    parameters: parameterCount(experiment.design),
    plannedIterations: experiment.plan.iterations,
    parent,
    ...NOT_YET,
  })
  if (!trial.ok) throw new Error(`The run could not be recorded: ${trial.reason}`)
}
