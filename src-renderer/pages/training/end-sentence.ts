import type { RunRecord } from '#shared/records/run-record'

export interface EndSentence {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

type Ended = Pick<RunRecord, 'stopReason' | 'iterations' | 'plannedIterations' | 'divergence'>

/** The layer that a parameter table names as `layers.1`, counted from 1. */
function layerNumber(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0) + 1
}

/** Which sentence says how a run ended. */
export function endSentence(record: Ended): EndSentence {
  const done = {
    iterations: record.iterations.toLocaleString('en-US'),
    planned: record.plannedIterations.toLocaleString('en-US'),
  }
  if (record.stopReason === 'diverged' && record.divergence !== null) {
    const { iteration, layer } = record.divergence
    const values = { iteration: iteration.toLocaleString('en-US'), layer: layerNumber(layer) }
    return { key: 'training.ended.text.diverged-at', values }
  }
  return { key: `training.ended.text.${record.stopReason ?? 'interrupted'}`, values: done }
}
