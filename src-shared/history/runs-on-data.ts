import { dataName, dataOf } from '../records/data-of-run'
import { FASHION_MNIST } from '../records/fashion-mnist-test-labels'
import type { RunSummary } from '../records/run-summary'

/** The runs that were trained on these data. Nothing about an experiment can be learnt from a run on others. */
export function runsOnData(runs: readonly RunSummary[], data: string): readonly RunSummary[] {
  return runs.filter(({ record }) => dataOf(record) === data)
}

/** Whether all runs were trained on the same data, so that their figures can be compared. */
export function areOnOneData(runs: readonly RunSummary[]): boolean {
  const [first] = runs
  return first === undefined || runs.every(({ record }) => dataOf(record) === dataOf(first.record))
}

/** Runs by their data, those of Fashion-MNIST first and the others by name. */
export function byData(runs: readonly RunSummary[]): readonly (readonly RunSummary[])[] {
  const found = new Map<string, RunSummary[]>()
  for (const run of runs) {
    const ofData = found.get(dataOf(run.record))
    if (ofData === undefined) found.set(dataOf(run.record), [run])
    else ofData.push(run)
  }
  if (found.size < 2) return [runs]
  const place = ([data, [first]]: readonly [string, readonly RunSummary[]]): string =>
    data === FASHION_MNIST || first === undefined ? '' : `${dataName(first.record)} ${data}`
  return [...found].sort((a, b) => (place(a) < place(b) ? -1 : 1)).map(([, ofData]) => ofData)
}
