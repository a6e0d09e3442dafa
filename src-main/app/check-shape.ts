import { shapeOf } from '#shared/experiment/dataset-description'
import type { Experiment } from '#shared/experiment/experiment'
import type { Dataset } from '#shared/ipc'

/** Refuses an experiment whose network was not made for the data. */
export function checkShape({ design }: Experiment, data: Dataset | null): void {
  if (data === null) throw new Error('These data are not in the library any more.')
  const { side, classes } = shapeOf(data)
  if (design.input === side * side && design.output === classes) return
  throw new Error(
    `The network has ${design.input} inputs and ${design.output} classes, but the data ${data.name} need ${side * side} and ${classes}.`,
  )
}
