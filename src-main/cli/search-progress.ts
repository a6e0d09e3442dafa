import type { TrialResult } from '#shared/search/trial-result'
import type { TrainingEvent } from '#shared/training/training-events'
import type { SearchTask } from '../search/executor'
import { isOnTerminal } from './output'
import { durationText, progressLine } from './progress-line'
import type { Output } from './verb'

const ON_A_TERMINAL_MS = 100

function outcomeText({ state, validationAccuracy, runs }: TrialResult): string {
  if (validationAccuracy === null) return 'diverged'
  const accuracy = `validation ${(100 * validationAccuracy).toFixed(2)} %`
  return state === 'stopped' ? `fell behind at ${runs[0]?.run?.iterations} iterations, ${accuracy}` : accuracy
}

/** Shows how far a search is: a line for each trial that has ended, and on a terminal the run that told something last. */
export function createSearchProgress(output: Output, trials: number, todo: number) {
  const startedAt = performance.now()
  /** A trial is told once, though each of its seeds may tell that it has ended. */
  const done = new Set<number>()
  let shownAt = Number.NEGATIVE_INFINITY

  function leftText(): string {
    const left = todo - done.size
    if (left <= 0) return ''
    return `, ${durationText((left * (performance.now() - startedAt)) / 1000 / done.size)} left`
  }

  return {
    onResult: (result: TrialResult): void => {
      if (result.state !== 'done' && result.state !== 'stopped') return
      if (done.has(result.index)) return
      done.add(result.index)
      output.note(`Trial ${result.index + 1} of ${trials}: ${outcomeText(result)}${leftText()}`)
    },
    onEvent: ({ trial, experiment }: SearchTask, event: TrainingEvent): void => {
      if (event.kind !== 'progress' || !isOnTerminal()) return
      if (performance.now() - shownAt < ON_A_TERMINAL_MS) return
      shownAt = performance.now()
      const { iteration, stepsPerSecond } = event
      const { iterations } = experiment.plan
      const figures = { iteration, iterations, stepsPerSecond, loss: null, accuracy: null }
      output.progress(`Trial ${trial + 1}  ${progressLine(figures)}`)
    },
  }
}
