import type { Experiment } from '#shared/experiment/experiment'
import { parameterCount } from '#shared/experiment/parameter-count'
import { validationCount } from '#shared/experiment/validation-count'
import type { EngineName } from '#shared/kernels/kernels'
import { memoryOf } from '#shared/network/memory'
import { readCheckpointHeader } from '#shared/training/checkpoint'
import type { MemoryLayout } from '#shared/training/memory-layout'
import { createMemoryLayout } from '#shared/training/memory-layout'
import type { TrainingCommand, TrainingEvent } from '#shared/training/training-events'
import { isLastEvent } from '#shared/training/training-events'
import { commandWord } from '#shared/training/training-loop'
import { defaultThreads } from '../base/default-threads'
import { errorMessage } from '../base/error-message'
import { experimentIdentity } from '../base/hashes'
import { arithmeticId } from './arithmetic'
import type { DataSet } from './data-files'
import { checkFit } from './data-files'
import { chooseEngine, prepareEngine } from './engines'
import { askForLargePages } from './native-engine'
import type { ThreadStart } from './thread-messages'
import { commandToWord } from './thread-messages'
import { newTrainingMemory } from './training-memory'
import type { TrainingPlace } from './training-place'
import { createWorkerPool } from './worker-pool'

export interface TrainingOptions {
  readonly experiment: Experiment
  /** Gives the data to train on. */
  readonly data: () => Promise<DataSet>
  /** Threads that train; 0 = as many as a terminal gets by default, all cores. */
  readonly threads: number
  /** Where it trains; a new one, whose threads end with it, where it is left out. */
  readonly place?: TrainingPlace
  /** The fastest one where it is left out. */
  readonly engine?: EngineName
  /** Checkpoint to resume from. */
  readonly checkpoint?: Uint8Array | null
  /** Iteration after which it ends as if it were stopped there. */
  readonly stopAfter?: number
  /** Iterations between two checkpoints; as the plan says where it is left out. */
  readonly checkpointEvery?: number
  /** File of the worker threads; beside this one in the built lab. */
  readonly threadEntry?: string
}

/** A training that runs in worker threads. */
export interface TrainingSession {
  /** Takes effect between two steps. */
  command(command: TrainingCommand): void
  /** Resolves after the last event, which is `ended`, `discarded` or `failed`. */
  readonly finished: Promise<void>
  /** Ends the threads at once; nothing more is told. */
  terminate(): Promise<void>
}

/** Threads that train; where nobody chose a number, all cores, because a window that needs one says how many it leaves. */
export function threadCount(wanted: number): number {
  return wanted > 0 ? wanted : defaultThreads()
}

/** Starts a training. Whatever goes wrong comes as event `failed`, with a sentence. */
export function startTraining(
  options: TrainingOptions,
  onEvent: (event: TrainingEvent) => void,
): TrainingSession {
  const pool = options.place?.pool ?? createWorkerPool(options.threadEntry)
  let commands: Int32Array | null = null
  let waiting: TrainingCommand | null = null
  let over = false
  let settle: () => void = () => undefined
  const finished = new Promise<void>((resolve) => (settle = resolve))

  async function end(last: TrainingEvent | null): Promise<void> {
    if (over) return
    over = true
    if (last !== null) onEvent(last)
    const isWhole = last !== null && last.kind !== 'failed'
    await (isWhole && options.place !== undefined ? pool.free() : pool.terminate())
    settle()
  }

  function receive(event: TrainingEvent): void {
    if (over) return
    if (isLastEvent(event)) void end(event)
    else onEvent(event)
  }

  function fail(error: unknown): void {
    void end({ kind: 'failed', message: errorMessage(error) })
  }

  function command(given: TrainingCommand): void {
    if (commands === null) {
      waiting = given
      return
    }
    Atomics.store(commands, 0, commandToWord(given))
    Atomics.notify(commands, 0)
  }

  async function start(): Promise<void> {
    const data = await options.data()
    checkFit(options.experiment.design, data)
    const prepared = prepareTraining(options, data)
    if (over) return
    onEvent(prepared.started)
    commands = commandWord({ memory: memoryOf(prepared.memory.buffer), layout: prepared.layout })
    if (waiting !== null) command(waiting)
    pool.start(prepared.threads, { onEvent: receive, onError: fail })
  }

  start().catch(fail)
  return { command, finished, terminate: () => end(null) }
}

interface Prepared {
  readonly memory: WebAssembly.Memory
  readonly layout: MemoryLayout
  readonly threads: readonly ThreadStart[]
  readonly started: TrainingEvent
}

/** Memory with the data in it, and what every thread is told. */
function prepareTraining(options: TrainingOptions, data: DataSet): Prepared {
  const { experiment } = options
  const engine = options.engine ?? chooseEngine().engine
  const threads = threadCount(options.threads)
  const images = { training: data.trainLabels.length, test: data.testLabels.length }
  const layout = createMemoryLayout(experiment, images, threads)
  const { makeMemory } = options.place ?? { makeMemory: newTrainingMemory }
  const memory = makeMemory(layout, data, engine === 'native' ? askForLargePages : () => undefined)
  const module = prepareEngine(engine)
  const arithmetic = arithmeticId(engine, module)
  const owner = { identity: experimentIdentity(experiment, data.fingerprint, arithmetic), arithmetic }
  const checkpoint = options.checkpoint ?? null
  const { stopAfter, checkpointEvery } = options
  const common = {
    experiment,
    engine,
    memory,
    module,
    threads,
    images,
    owner,
    stopAfter,
    checkpointEvery,
  }
  const validationImages = validationCount(images.training, experiment.plan.validationShare)
  return {
    memory,
    layout,
    threads: Array.from({ length: threads }, (_, thread) => ({
      ...common,
      thread,
      checkpoint: thread === 0 ? checkpoint : null,
    })),
    started: {
      kind: 'started',
      engine,
      threads,
      arithmetic,
      parameters: parameterCount(experiment.design),
      trainingImages: images.training - validationImages,
      validationImages,
      iteration: checkpoint === null ? 0 : readCheckpointHeader(checkpoint).header.state.iteration,
    },
  }
}
