import type { DataShape } from './data-shape'
import type { Experiment } from './experiment'

/** The experiment with a network for these data: as many inputs as an image has pixels, as many outputs as there are classes. */
export function fittedExperiment(
  experiment: Experiment,
  { side, classes }: Pick<DataShape, 'side' | 'classes'>,
): Experiment {
  const { design } = experiment
  const input = side * side
  if (design.input === input && design.output === classes) return experiment
  return { ...experiment, design: { ...design, input, output: classes } }
}
