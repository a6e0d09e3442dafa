import { describe, expect, it } from 'vitest'
import { splitTraining } from '#shared/data/split'
import type { Experiment } from '#shared/experiment/experiment'
import { floatsAt } from '#shared/network/memory'
import type { TrainingCommand, TrainingEvent, TrainingResult } from '#shared/training/training-events'
import { runTraining } from '#shared/training/training-loop'
import type { TrainingThread } from '#shared/training/training-thread'
import { createInlineThread, smallData, smallExperiment } from '../../helpers/inline-training'

const data = smallData(25, 5, 60, 20)

interface Run {
  readonly events: readonly TrainingEvent[]
  readonly result: TrainingResult
}

/** Trains and, after a number of steps, does something to the memory as an overflow would. */
function trainWith(
  experiment: Experiment,
  after: number,
  disturb: (thread: TrainingThread) => TrainingCommand | null,
): Run {
  const thread = createInlineThread(experiment, data)
  const events: TrainingEvent[] = []
  let steps = 0
  runTraining(thread, {
    images: data,
    owner: { identity: 'test', arithmetic: 'f32-fma-1' },
    checkpoint: null,
    hooks: {
      emit: (event) => events.push(event),
      now: () => 0,
      takeCommand: () => ((steps += 1) === after ? disturb(thread) : null),
      waitForCommand: () => 'resume',
    },
  })
  const last = events[events.length - 1]
  if (last.kind !== 'ended') throw new Error(`The training ended with ${last.kind}.`)
  return { events, result: last.result }
}

function weightOf({ memory, layout }: TrainingThread, layer: number): Float32Array {
  return floatsAt(memory, layout.layers[layer].weight.copies.current, 16)
}

/** Everything that goes into files as JSON, which knows neither infinity nor NaN. */
function numbersToldBy(events: readonly TrainingEvent[]): string {
  return JSON.stringify(events.filter((event) => 'point' in event))
}

const plan = { iterations: 20, evaluateEvery: 5 }
const relu = smallExperiment({ activation: 'relu' }, plan)

describe('a training whose numbers are no longer finite', () => {
  it('should stop at the step whose loss shows it, before the weights change', () => {
    const { result } = trainWith(smallExperiment({ activation: 'tanh' }, plan), 7, (thread) => {
      weightOf(thread, 2)[0] = Infinity
      return null
    })

    expect(result).toMatchObject({
      stopReason: 'diverged',
      iterations: 7,
      divergence: { iteration: 8, layer: 'layers.2' },
    })
    expect([...result.weights].every(Number.isFinite)).toBe(true)
  })

  it('should stop at the next evaluation where an activation hides it from the loss', () => {
    const { result, events } = trainWith(relu, 7, (thread) => {
      weightOf(thread, 0)[3] = NaN
      return null
    })

    expect(result).toMatchObject({
      stopReason: 'diverged',
      iterations: 10,
      divergence: { iteration: 10, layer: 'layers.0' },
    })
    expect([...result.weights].every(Number.isFinite)).toBe(true)
    expect(numbersToldBy(events)).not.toContain('null')
  })

  it('should see it without validation images too', () => {
    const { result } = trainWith(
      smallExperiment({ activation: 'relu' }, { ...plan, validationShare: 0 }),
      9,
      (thread) => {
        weightOf(thread, 1)[3] = NaN
        return null
      },
    )

    expect(result).toMatchObject({ stopReason: 'diverged', divergence: { iteration: 10, layer: 'layers.1' } })
  })

  it('should see it where only the averaged weights overflow, because a run keeps those', () => {
    const averaged = smallExperiment({ activation: 'relu' }, { ...plan, averaging: 0.5 })
    const { result } = trainWith(averaged, 7, ({ memory, layout }) => {
      floatsAt(memory, layout.layers[1].weight.copies.average, 16)[2] = Infinity
      return null
    })

    expect(result).toMatchObject({ stopReason: 'diverged', divergence: { iteration: 10, layer: 'layers.1' } })
    expect([...result.weights].every(Number.isFinite)).toBe(true)
  })

  it('should see it where validation images overflow and the batches do not', () => {
    const [kept] = splitTraining(data.training, relu.plan.validationShare, relu.plan.seed).validation
    const { result, events } = trainWith(relu, 9, ({ memory, layout }) => {
      // No training image is as bright as this one becomes.
      memory.bytes.fill(255, layout.images + kept * 25, layout.images + kept * 25 + 25)
      floatsAt(memory, layout.table, 256)[255] = 3e38
      return null
    })

    expect(result).toMatchObject({ stopReason: 'diverged', iterations: 10 })
    expect(result.divergence?.layer).toMatch(/^layers\.[012]$/)
    expect(events.filter(({ kind }) => kind === 'validated')).toHaveLength(1)
    expect(numbersToldBy(events)).not.toContain('null')
  })

  it('should not write a checkpoint that cannot be gone on from', () => {
    const { events, result } = trainWith(relu, 7, (thread) => {
      weightOf(thread, 0)[3] = NaN
      return 'checkpoint'
    })

    expect(events.filter(({ kind }) => kind === 'checkpoint')).toEqual([])
    expect(result.stopReason).toBe('diverged')
  })

  it('should say so where it is stopped before anything showed it, and keep the last finite weights', () => {
    const { result } = trainWith(relu, 7, (thread) => {
      weightOf(thread, 0)[3] = NaN
      return 'stop'
    })

    expect(result).toMatchObject({
      stopReason: 'diverged',
      iterations: 7,
      divergence: { iteration: 7, layer: 'layers.0' },
    })
    expect([...result.weights].every(Number.isFinite)).toBe(true)
  })

  it('should show no infinite moments in the layer statistics where a bounded activation hides them', () => {
    const { events, result } = trainWith(smallExperiment({ activation: 'sigmoid' }, plan), 9, (thread) => {
      weightOf(thread, 0).fill(3e38)
      return null
    })

    expect(result.stopReason).toBe('diverged')
    expect(result.divergence?.layer).toBe('layers.0')
    expect(numbersToldBy(events)).not.toContain('null')
  })
})
