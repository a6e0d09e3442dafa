import type { Experiment } from '#shared/experiment/experiment'
import { memoryOf } from '#shared/network/memory'
import { type CheckpointOwner, writeCheckpoint } from '#shared/training/checkpoint'
import { createMemoryLayout } from '#shared/training/memory-layout'
import { initialLeaderState } from '#shared/training/progress'

/** A whole checkpoint of a training that learnt nothing in so many iterations. */
export function smallCheckpoint(
  experiment: Experiment,
  owner: CheckpointOwner,
  iteration: number,
): Uint8Array<ArrayBuffer> {
  const layout = createMemoryLayout(experiment, { training: 40, test: 10 }, 1)
  const state = { ...initialLeaderState(experiment.design.hidden.length), iteration }
  return writeCheckpoint(memoryOf(new ArrayBuffer(layout.size)), layout, state, owner)
}
