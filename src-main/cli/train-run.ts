import { join } from 'node:path'
import type { Experiment } from '#shared/experiment/experiment'
import type { EngineName } from '#shared/kernels/kernels'
import type { TrainingEvent, TrainingResult } from '#shared/training/training-events'
import type { DataSet } from '../trainer/data-files'
import { startTraining } from '../trainer/training-session'
import { CommandError, QuitError } from './command-error'
import { listenForInterrupt } from './interrupt'
import { isOnTerminal } from './output'
import { durationText, progressLine } from './progress-line'
import { trainedThreads } from './trained-threads'
import type { CommandContext, Output } from './verb'

const ON_A_TERMINAL_MS = 100

export interface TrainRun {
  readonly experiment: Experiment
  readonly data: DataSet
  readonly threads: number
  readonly engine: EngineName | undefined
  readonly checkpoint: Uint8Array | null
  /** Stop after that iteration as if the user had; for replays of runs that were stopped. */
  readonly stopAfter?: number
  /** Iterations between two checkpoints; as the plan says where it is left out. */
  readonly checkpointEvery?: number
  /** Takes every event in its order. */
  readonly take: (event: TrainingEvent) => Promise<void>
  /** Called where the user quits at once. */
  readonly quit: () => Promise<void>
}

/** Shows how far a training is: a bar on a terminal, a line every tenth elsewhere. */
function createProgressView(output: Output, iterations: number) {
  const onTerminal = isOnTerminal()
  let loss: number | null = null
  let accuracy: number | null = null
  let shownAt = Number.NEGATIVE_INFINITY
  let shownTenth = 0

  function isDue(iteration: number): boolean {
    if (onTerminal) return performance.now() - shownAt >= ON_A_TERMINAL_MS
    return Math.floor((10 * iteration) / iterations) > shownTenth
  }

  return (event: TrainingEvent): void => {
    if (event.kind === 'logged') loss = event.point.loss
    if (event.kind === 'validated') accuracy = event.point.accuracy
    if (event.kind === 'evaluating') output.note('Evaluating ...')
    if (event.kind !== 'progress' || !isDue(event.iteration)) return
    const { iteration, stepsPerSecond } = event
    shownAt = performance.now()
    shownTenth = Math.floor((10 * iteration) / iterations)
    output.progress(progressLine({ iteration, iterations, stepsPerSecond, loss, accuracy }))
  }
}

/** Trains in this process, with its progress on stderr; resolves with the result, rejects with a sentence. */
export async function trainRun(run: TrainRun, { output, programs }: CommandContext): Promise<TrainingResult> {
  const { experiment, data, engine, checkpoint, stopAfter, checkpointEvery } = run
  const threads = trainedThreads(run.threads, output)
  const show = createProgressView(output, experiment.plan.iterations)
  let result: TrainingResult | null = null
  let failure: unknown = null
  let taken: Promise<void> = Promise.resolve()

  function fail(error: unknown): void {
    failure ??= error
    void session.terminate()
  }

  const session = startTraining(
    {
      experiment,
      data: async () => data,
      threads,
      checkpoint,
      threadEntry: join(programs, 'training-thread.js'),
      ...(engine === undefined ? {} : { engine }),
      ...(stopAfter === undefined ? {} : { stopAfter }),
      ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    },
    (event) => {
      show(event)
      if (event.kind === 'failed') failure ??= new CommandError(event.message)
      if (event.kind === 'ended') result = event.result
      taken = taken.then(() => run.take(event)).catch(fail)
    },
  )
  const endListening = listenForInterrupt({
    stop: () => {
      output.note(
        'Stopping after this step; press Ctrl-C again to quit at once and keep the last checkpoint.',
      )
      session.command('stop')
    },
    quit: () => {
      fail(
        new QuitError(
          'The training was interrupted; `lab train --resume ID` goes on from its last checkpoint.',
        ),
      )
    },
  })
  try {
    await session.finished
    await taken
    if (failure instanceof QuitError) await run.quit()
  } finally {
    endListening()
  }
  if (failure !== null) throw failure
  if (result === null) throw new CommandError('The training ended without a result.')
  return result
}

/** How long a training took, and how fast it was. */
export function speedText({ iterations, seconds }: Pick<TrainingResult, 'iterations' | 'seconds'>): string {
  const speed = seconds > 0 ? `, ${(iterations / seconds).toFixed(1)} steps a second` : ''
  return `${durationText(seconds)}${speed}`
}
