import type { Experiment } from '#shared/experiment/experiment'
import type { EngineName } from '#shared/kernels/kernels'
import type { CheckpointOwner } from '#shared/training/checkpoint'
import type { ImageCounts } from '#shared/training/memory-layout'
import type { TrainingCommand } from '#shared/training/training-events'

/** What a worker thread gets for each training. */
export interface ThreadStart {
  readonly experiment: Experiment
  readonly engine: EngineName
  readonly memory: WebAssembly.Memory
  /** null for engines that are no WebAssembly. */
  readonly module: WebAssembly.Module | null
  readonly thread: number
  readonly threads: number
  readonly images: ImageCounts
  readonly owner: CheckpointOwner
  readonly checkpoint: Uint8Array | null
  readonly stopAfter?: number
  readonly checkpointEvery?: number
}

/** What it tells after the last event of a training: it may be given the next. */
export const THREAD_IS_FREE = 'free'

/** Commands as the words of shared memory through which they reach the leading thread; 0 is none. */
const COMMAND_WORDS: readonly TrainingCommand[] = ['pause', 'resume', 'stop', 'discard', 'checkpoint']

export function commandToWord(command: TrainingCommand): number {
  return COMMAND_WORDS.indexOf(command) + 1
}

export function wordToCommand(word: number): TrainingCommand | null {
  return COMMAND_WORDS[word - 1] ?? null
}
