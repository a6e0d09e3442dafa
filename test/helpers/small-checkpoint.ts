import type { Experiment } from '#shared/experiment/experiment'
import { memoryOf } from '#shared/network/memory'
import { writeCheckpoint, type CheckpointOwner } from '#shared/training/checkpoint'
import { emptyCurves, type LeaderState } from '#shared/training/progress'
import { placeTraining } from '#shared/training/training-memory'

/** A whole checkpoint of a training that learnt nothing in so many iterations. */
export function smallCheckpoint(
  experiment: Experiment,
  owner: CheckpointOwner,
  iteration: number,
): Uint8Array<ArrayBuffer> {
  const places = placeTraining(experiment, { training: 40, test: 10 }, 1)
  const state = { iteration, curves: emptyCurves(experiment.design.hidden.length) } as unknown as LeaderState
  return writeCheckpoint(memoryOf(new ArrayBuffer(places.size)), places, state, owner)
}
