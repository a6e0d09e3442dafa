import type { MemoryLayout } from '#shared/training/memory-layout'
import type { DataSet } from './data-files'
import { createSharedMemory } from './shared-memory'

/** Makes the memory of a training, with the data in it. */
export type MakeMemory = (
  layout: MemoryLayout,
  data: DataSet,
  /** Is called with a new memory before anything is written to it. */
  onNew: (memory: WebAssembly.Memory) => void,
) => WebAssembly.Memory

/** A memory with the images and labels where the layout has them, and zeros everywhere else. */
export const newTrainingMemory: MakeMemory = (layout, data, onNew) => {
  const memory = createSharedMemory(layout.size)
  onNew(memory)
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(data.trainImages, layout.images)
  bytes.set(data.testImages, layout.images + data.trainImages.length)
  bytes.set(data.trainLabels, layout.labels)
  bytes.set(data.testLabels, layout.labels + data.trainLabels.length)
  return memory
}

interface Kept {
  readonly memory: WebAssembly.Memory
  readonly layout: MemoryLayout
  readonly fingerprint: string
}

function fits(kept: Kept, layout: MemoryLayout, { fingerprint }: DataSet): boolean {
  const { size, images, labels } = kept.layout
  const isSamePlace = size === layout.size && images === layout.images && labels === layout.labels
  return isSamePlace && kept.fingerprint === fingerprint
}

/** Back to the state of a new one: only what the training has written is cleared, for images are most of a memory. */
function clear(memory: WebAssembly.Memory, layout: MemoryLayout, data: DataSet): void {
  const bytes = new Uint8Array(memory.buffer)
  bytes.fill(0, 0, layout.images)
  bytes.fill(0, layout.labels + data.trainLabels.length + data.testLabels.length)
}

/**
 * Keeps the memory of one training for the next, which must begin after the first has ended: to get 60 MB from the system and to copy
 * the images there costs as much as a short training.
 */
export function keepTrainingMemory(): MakeMemory {
  let kept: Kept | null = null
  return (layout, data, onNew) => {
    if (kept !== null && fits(kept, layout, data)) {
      clear(kept.memory, layout, data)
      return kept.memory
    }
    const memory = newTrainingMemory(layout, data, onNew)
    kept = { memory, layout, fingerprint: data.fingerprint }
    return memory
  }
}
