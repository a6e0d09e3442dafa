import { expect, it } from 'vitest'
import { curvesProblem } from '#shared/experiment/curves-size'
import type { Experiment } from '#shared/experiment/experiment'
import { LIMITS } from '#shared/experiment/limits'
import { finalNetwork } from '#shared/experiment/presets'
import type { RunCurves } from '#shared/records/run-record'
import { parseRunCurves } from '#shared/records/run-record-schema'

const LONGEST = -1.2345678901234567e-100
const column = (length: number): readonly number[] => Array.from({ length }, () => LONGEST)

/** Curves as large as they get: every number has as many digits as a number can have. */
function largestCurves(layers: number, evaluations: number): RunCurves {
  const points = column(502)
  const values = column(evaluations)
  const columns = Array.from({ length: layers }, () => values)
  return {
    format: 'our-neural-network/curves',
    version: 1,
    id: '01JGFJJZ000000000000000000',
    training: { iteration: points, loss: points, accuracy: points, learningRate: points },
    validation: { iteration: values, loss: values, accuracy: values },
    layers: {
      iteration: values,
      preactivationMean: columns,
      preactivationVariance: columns,
      activationMean: columns,
      activationVariance: columns,
    },
    seconds: points,
  }
}

function experimentOf(layers: number, iterations: number, evaluateEvery: number): Experiment {
  const { design, plan } = finalNetwork
  return {
    ...finalNetwork,
    design: { ...design, hidden: Array.from({ length: layers }, () => 8) },
    plan: { ...plan, iterations, evaluateEvery },
  }
}

const limitOf = (layers: number): number =>
  Number(curvesProblem(experimentOf(layers, 10_000_000, 1))?.values['limit'])

it.each([0, 1, 2, 7, LIMITS.hiddenLayers])(
  'the most evaluations of %i hidden layers leave curves that a folder takes, and not many fewer than it could',
  (layers) => {
    const curves = largestCurves(layers, limitOf(layers))
    const bytes = JSON.stringify(curves).length
    expect(bytes).toBeLessThanOrEqual(LIMITS.curves)
    expect(bytes).toBeGreaterThan(0.9 * LIMITS.curves)
    expect(parseRunCurves(curves)).toEqual({ ok: true, value: curves })
  },
)

it('one evaluation more than fits is refused, and the sentence names what would fit', () => {
  const limit = limitOf(2)
  expect(curvesProblem(experimentOf(2, limit, 1))).toBeNull()
  const problem = curvesProblem(experimentOf(2, limit + 1, 1))
  expect(problem?.path).toBe('plan.evaluateEvery')
  expect(problem?.message).toBe(
    `plan.evaluateEvery asks for ${limit + 1} evaluations, but the curves of this network hold at most ${limit}: set it to at least 2.`,
  )
  expect(curvesProblem(experimentOf(2, limit + 1, 2))).toBeNull()
  // By itself the lab evaluates some five hundred times, however long the training is.
  expect(curvesProblem(experimentOf(2, 10_000_000, 0))).toBeNull()
})
