import type { RunCurves } from './run-record'

interface NamedColumn {
  readonly name: string
  readonly iterations: readonly number[]
  readonly values: readonly number[]
}

const STATISTICS_NAMES = {
  preactivationMean: 'mean before the activation',
  preactivationVariance: 'variance before the activation',
  activationMean: 'mean after the activation',
  activationVariance: 'variance after the activation',
} as const

function columnsOf({ training, validation, layers }: RunCurves): readonly NamedColumn[] {
  const statistics = (Object.keys(STATISTICS_NAMES) as (keyof typeof STATISTICS_NAMES)[]).flatMap((key) =>
    layers[key].map((values, layer) => {
      const name = `${STATISTICS_NAMES[key]} of hidden layer ${layer + 1}`
      return { name, iterations: layers.iteration, values }
    }),
  )
  return [
    { name: 'training loss', iterations: training.iteration, values: training.loss },
    { name: 'training accuracy', iterations: training.iteration, values: training.accuracy },
    { name: 'learning rate', iterations: training.iteration, values: training.learningRate },
    { name: 'validation loss', iterations: validation.iteration, values: validation.loss },
    { name: 'validation accuracy', iterations: validation.iteration, values: validation.accuracy },
    ...statistics,
  ]
}

interface Difference {
  readonly iteration: number
  readonly sentence: string
}

function firstOfColumn(left: NamedColumn, right: NamedColumn | undefined): Difference | null {
  if (right === undefined) return { iteration: 0, sentence: `The replay has no ${left.name}.` }
  const length = Math.max(left.values.length, right.values.length)
  for (let at = 0; at < length; at++) {
    const [recorded, replayed] = [left.values[at], right.values[at]]
    const iteration = left.iterations[at] ?? right.iterations[at] ?? 0
    const same = recorded === replayed && left.iterations[at] === right.iterations[at]
    if (same) continue
    const [first, second] = [recorded ?? 'nothing', replayed ?? 'nothing']
    return {
      iteration,
      sentence: `The ${left.name} at iteration ${iteration} was ${first} and is now ${second}.`,
    }
  }
  return null
}

/**
 * The first logged number that differs between a run and its replay, as a sentence; null where all are the same.
 *
 * Seconds are not compared: they are the one column that no replay reproduces.
 */
export function firstDifference(recorded: RunCurves, replayed: RunCurves): string | null {
  const right = columnsOf(replayed)
  const differences = columnsOf(recorded).flatMap(
    (column) =>
      firstOfColumn(
        column,
        right.find(({ name }) => name === column.name),
      ) ?? [],
  )
  const first = differences.reduce<Difference | null>(
    (earliest, next) => (earliest === null || next.iteration < earliest.iteration ? next : earliest),
    null,
  )
  return first?.sentence ?? null
}
