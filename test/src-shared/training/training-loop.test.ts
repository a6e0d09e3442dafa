import { describe, expect, it } from 'vitest'
import { smallData, smallExperiment, trainInline } from '../../helpers/inline-training'

const data = smallData(25, 5, 300, 60)

describe('runTraining', () => {
  it('should learn a pattern that a small network can learn', () => {
    const { result } = trainInline(smallExperiment({}, { iterations: 150 }), data)

    expect(result.stopReason).toBe('completed')
    expect(result.testAccuracy).toBeGreaterThan(0.9)
  })

  it('should give the same bytes twice, and others with another seed', () => {
    const once = trainInline(smallExperiment({}, { iterations: 20 }), data)
    const twice = trainInline(smallExperiment({}, { iterations: 20 }), data)
    const other = trainInline(smallExperiment({}, { iterations: 20, seed: 2 }), data)

    expect(twice.result.weights).toEqual(once.result.weights)
    expect(other.result.weights).not.toEqual(once.result.weights)
  })

  it.each([
    [
      'dropout and batch normalization',
      { batchNormalization: true, dropout: { kind: 'dropout', ratio: 0.3 } },
      {},
    ],
    ['averaging and augmentation', {}, { averaging: 0.9, augmentation: { shift: 1, flip: true } }],
    [
      'nadam and early stopping',
      {},
      {
        optimizer: { kind: 'nadam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004 },
        learningRate: 0.01,
        earlyStopping: 3,
        evaluateEvery: 3,
      },
    ],
    [
      'clipping and one-cycle',
      {},
      {
        gradientClipping: 0.5,
        schedule: { kind: 'one-cycle', up: 0.3, start: 0, end: 0.1, tail: 0.1, final: 0 },
      },
    ],
  ] as const)('should resume from a checkpoint to the bytes of an unbroken run: %s', (_, design, plan) => {
    const experiment = smallExperiment(design, { iterations: 30, ...plan })
    const unbroken = trainInline(experiment, data)
    const paused = trainInline(experiment, data, { commands: { 13: 'pause' }, afterPause: 'stop' })
    const checkpoint = paused.events.find((event) => event.kind === 'checkpoint')
    if (checkpoint?.kind !== 'checkpoint') throw new Error('no checkpoint was written')
    const resumed = trainInline(experiment, data, { checkpoint: checkpoint.bytes })

    expect(checkpoint.iteration).toBe(13)
    expect(resumed.result).toEqual({ ...unbroken.result, seconds: resumed.result.seconds })
    const logged = (run: typeof unbroken) =>
      run.events.flatMap((event) =>
        event.kind === 'logged' || event.kind === 'validated' || event.kind === 'layers' ? [event.point] : [],
      )
    expect(logged(resumed)).toEqual(logged(unbroken).filter(({ iteration }) => iteration > 13))
  })

  it('should stop at the step where the loss is no longer finite, name it, and keep finite weights', () => {
    const { result } = trainInline(
      smallExperiment({ activation: 'relu' }, { learningRate: 1e30, iterations: 50 }),
      data,
    )

    expect(result.stopReason).toBe('diverged')
    expect(result.divergence?.layer).toMatch(/^layers\.\d$/)
    expect(result.divergence?.iteration).toBe(result.iterations + 1)
    expect([...result.weights].every(Number.isFinite)).toBe(true)
  })

  it('should stop early and keep the best weights', () => {
    const { result, events } = trainInline(
      smallExperiment({}, { iterations: 400, earlyStopping: 2, evaluateEvery: 5, learningRate: 0.3 }),
      data,
    )
    const validations = events.flatMap((event) => (event.kind === 'validated' ? [event.point] : []))
    const best = Math.min(...validations.map(({ loss }) => loss))

    expect(result.stopReason).toBe('early-stopping')
    expect(result.keptWeights).toBe('best')
    expect(result.validationLoss).toBe(best)
  })
})
