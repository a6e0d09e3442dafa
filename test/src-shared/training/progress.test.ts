import { describe, expect, it } from 'vitest'
import { addEvent, curvesOf, emptyCurves } from '../../../src-shared/training/progress'
import { isLastEvent, iterationOf, type TrainingEvent } from '../../../src-shared/training/training-events'

const layers = {
  preactivationMean: [0.5],
  preactivationVariance: [1],
  activationMean: [0.25],
  activationVariance: [0.75],
}

describe('the curves of a training', () => {
  it('should take the points of the events, and nothing of the others', () => {
    const curves = emptyCurves(1)
    const events: readonly TrainingEvent[] = [
      { kind: 'progress', iteration: 9, seconds: 1, stepsPerSecond: 9 },
      { kind: 'logged', point: { iteration: 10, loss: 2, accuracy: 0.5, learningRate: 0.1 }, seconds: 3 },
      { kind: 'validated', point: { iteration: 20, loss: 1, accuracy: 0.75 } },
      { kind: 'layers', point: { iteration: 20, ...layers } },
      { kind: 'paused', iteration: 21 },
    ]
    for (const event of events) addEvent(curves, event)
    expect(curvesOf('id', curves)).toMatchObject({
      training: { iteration: [10], loss: [2], accuracy: [0.5], learningRate: [0.1] },
      validation: { iteration: [20], loss: [1], accuracy: [0.75] },
      layers: { iteration: [20], preactivationMean: [[0.5]], activationVariance: [[0.75]] },
      seconds: [3],
    })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'should hold no point with %s, which no file can',
    (loss) => {
      const curves = emptyCurves(1)
      addEvent(curves, {
        kind: 'logged',
        point: { iteration: 1, loss, accuracy: 0, learningRate: 1 },
        seconds: 1,
      })
      addEvent(curves, { kind: 'validated', point: { iteration: 1, loss, accuracy: 0 } })
      addEvent(curves, { kind: 'layers', point: { iteration: 1, ...layers, activationMean: [loss] } })
      expect(curves).toEqual(emptyCurves(1))
    },
  )
})

describe('an event', () => {
  it.each<readonly [TrainingEvent, number | null, boolean]>([
    [{ kind: 'paused', iteration: 7 }, 7, false],
    [{ kind: 'discarded', iteration: 8 }, 8, true],
    [{ kind: 'failed', message: 'No.' }, null, true],
    [
      { kind: 'logged', point: { iteration: 9, loss: 1, accuracy: 1, learningRate: 1 }, seconds: 1 },
      9,
      false,
    ],
  ])('should tell its iteration and whether it is the last: %j', (event, iteration, isLast) => {
    expect([iterationOf(event), isLastEvent(event)]).toEqual([iteration, isLast])
  })
})
