import type { RunCurves } from '#shared/records/run-record'
import type { ExportRun } from '../export-run'

/** What was logged of a run after one iteration. */
interface CurvePoint {
  readonly iteration: number
  /** Seconds of training. */
  readonly seconds: number
  readonly values: readonly (readonly [name: string, value: number])[]
}

type Column = readonly [name: string, values: readonly number[]]

/** The curves of a run, one point after the other, under the names that experiment trackers use. */
export function curvePoints({ training, validation, seconds }: RunCurves): readonly CurvePoint[] {
  const points = new Map<number, (readonly [name: string, value: number])[]>()
  function add(iterations: readonly number[], columns: readonly Column[]): void {
    iterations.forEach((iteration, index) => {
      const values = columns.flatMap(([name, column]) => {
        const value = column[index]
        return value === undefined ? [] : [[name, value] as const]
      })
      points.set(iteration, [...(points.get(iteration) ?? []), ...values])
    })
  }
  add(training.iteration, [
    ['train/loss', training.loss],
    ['train/accuracy', training.accuracy],
    ['learning_rate', training.learningRate],
  ])
  add(validation.iteration, [
    ['validation/loss', validation.loss],
    ['validation/accuracy', validation.accuracy],
  ])
  const secondsAt = new Map(training.iteration.map((iteration, index) => [iteration, seconds[index]]))
  let elapsed = 0
  return [...points]
    .sort(([left], [right]) => left - right)
    .map(([iteration, values]) => {
      elapsed = secondsAt.get(iteration) ?? elapsed
      return { iteration, seconds: elapsed, values }
    })
}

/** When a run began, in milliseconds since 1970; where nobody knows it, then. */
export function startOf({ record }: ExportRun): number {
  return record.startedAt === null ? 0 : Date.parse(record.startedAt)
}

/** Names the runs of which there are no curves. */
export function withoutCurves(runs: readonly ExportRun[]): readonly string[] {
  return runs
    .filter(({ curves }) => curves === null)
    .map(({ record }) => `The curves of run ${record.id} are not on this computer.`)
}
