import { availableParallelism } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { LOOKS } from '#shared/network/barrier'
import { memoryOf } from '#shared/network/memory'
import type { LeaderHooks } from '#shared/training/leader'
import { createMemoryLayout } from '#shared/training/memory-layout'
import type { TrainingEvent } from '#shared/training/training-events'
import { commandWord, runTraining } from '#shared/training/training-loop'
import type { TrainingThread } from '#shared/training/training-thread'
import { createTrainingThread } from '#shared/training/training-thread'
import { createKernels } from './engines'
import type { ThreadStart } from './thread-messages'
import { wordToCommand } from './thread-messages'

/** Trains in the calling worker thread, to the end, with the others. Thread 0 speaks to the session. */
export function trainOnThread(start: ThreadStart): void {
  runThread(start, createThread(start))
}

/** What a worker thread trains with. */
export function createThread({
  experiment,
  engine,
  module,
  memory,
  thread,
  threads,
  images,
}: ThreadStart): TrainingThread {
  const layout = createMemoryLayout(experiment, images, threads)
  const kernels = createKernels(engine, module, memory)
  const looks = threads > availableParallelism() ? 0 : LOOKS
  return createTrainingThread(experiment, layout, memoryOf(memory.buffer), kernels, thread, threads, looks)
}

export function runThread(start: ThreadStart, training: TrainingThread): void {
  runTraining(training, { ...start, hooks: start.thread === 0 ? createHooks(training) : null })
}

function createHooks(training: TrainingThread): LeaderHooks {
  const word = commandWord(training)
  const take = () => wordToCommand(Atomics.exchange(word, 0, 0))
  return {
    emit: send,
    now: () => performance.now() / 1000,
    takeCommand: take,
    waitForCommand() {
      for (;;) {
        Atomics.wait(word, 0, 0)
        const command = take()
        if (command !== null) return command
      }
    },
  }
}

function send(event: TrainingEvent): void {
  const transfer =
    event.kind === 'checkpoint'
      ? [event.bytes.buffer]
      : event.kind === 'ended'
        ? [event.result.weights.buffer as ArrayBuffer]
        : []
  parentPort?.postMessage(event, transfer)
}
