import { describe, expect, it } from 'vitest'
import { evaluationSeconds } from '../../../src-main/bench/training-parts'

/** Moments of a training whose steps take 2 ms and whose evaluations, after every `every` of them, take `evaluation` seconds. */
function toldMoments(iterations: number, log: number, every: number, evaluation: number) {
  const moments: { readonly iteration: number; readonly seconds: number }[] = []
  let seconds = 0
  for (let iteration = 1; iteration <= iterations; iteration += 1) {
    seconds += 0.002
    if (iteration % log === 0) moments.push({ iteration, seconds })
    if (iteration % every === 0) seconds += evaluation
  }
  return moments
}

describe('the parts of a whole training', () => {
  it.each([
    [20, 40],
    [10, 40],
    [20, 50],
  ])(
    'tells evaluations from steps where the loss is told every %i and evaluated every %i steps',
    (log, every) => {
      const told = toldMoments(1000, log, every, 0.03)
      // The evaluation after the last step lies behind the last moment.
      const between = Math.floor(1000 / every) - 1
      expect(evaluationSeconds(told, every)).toBeCloseTo(between * 0.03, 9)
    },
  )

  it('finds none where none are', () => {
    expect(evaluationSeconds(toldMoments(1000, 20, 1000, 0.03), 1000)).toBeCloseTo(0, 9)
  })
})
