import { describe, expect, it } from 'vitest'
import type { Optimizer, TrainingPlan } from '#shared/experiment/experiment'
import { OPTIMIZER_KINDS } from '#shared/experiment/experiment'
import { OPTIMIZER_ROWS } from '#shared/experiment/optimizers'
import { createReferenceKernels } from '#shared/kernels/reference/reference-kernels'
import { GRADIENT_SCALE, OPTIMIZER_SCALARS } from '#shared/kernels/scalar-layouts'
import { createOptimizerScalars } from '#shared/training/optimizer-scalars'
import { learningRateAt } from '#shared/training/schedules'
import { NEUTRAL_PLAN, testNoise } from '../../helpers/inline-training'
import type { PlainParameter } from '../../helpers/optimizer-rules'
import { OPTIMIZER_RULES } from '../../helpers/optimizer-rules'

const COUNT = 16
const STEPS = 25
const [W, G, S1, S2, SCALARS] = [0, 1, 2, 3, 4].map((place) => 65536 + 64 * place)

const CASES = OPTIMIZER_KINDS.flatMap((kind) =>
  OPTIMIZER_RULES[kind].settings.map((optimizer) => [JSON.stringify(optimizer), optimizer] as const),
)

function planOf(optimizer: Optimizer, changes: Partial<TrainingPlan> = {}): TrainingPlan {
  const schedule = { kind: 'one-cycle', up: 0.4, start: 0.1, end: 0.2, tail: 0.2, final: 0.05 } as const
  return {
    ...NEUTRAL_PLAN,
    iterations: STEPS,
    optimizer,
    learningRate: 0.02,
    schedule,
    weightDecay: 0.03,
    ...changes,
  }
}

type Gradients = (step: number, index: number) => number

/** Gradients of everyday sizes with both signs, the same whenever they are asked for. */
function drawGradients(): Gradients {
  const noise = testNoise(3)
  const drawn = Array.from({ length: STEPS * COUNT }, () => (noise() - 0.45) * (noise() < 0.2 ? 5 : 0.5))
  return (step, index) => drawn[step * COUNT + index]
}

/** Parameters after some steps of the engine, in binary32. */
function train(plan: TrainingPlan, decays: boolean, gradient: Gradients, scale = 1): Float32Array {
  const buffer = new ArrayBuffer(131072)
  const floats = new Float32Array(buffer)
  const kernels = createReferenceKernels(buffer)
  const scalars = createOptimizerScalars(plan, 0)
  const at = (address: number, length: number): Float32Array =>
    floats.subarray(address / 4, address / 4 + length)
  const { states, code } = OPTIMIZER_ROWS[plan.optimizer.kind]
  for (let index = 0; index < COUNT; index += 1) at(W, COUNT)[index] = startOf(index)
  for (let step = 0; step < STEPS; step += 1) {
    const [weights, others] = [new Float32Array(OPTIMIZER_SCALARS), new Float32Array(OPTIMIZER_SCALARS)]
    scalars.next(weights, others)
    at(SCALARS, OPTIMIZER_SCALARS).set(decays ? weights : others)
    at(SCALARS, OPTIMIZER_SCALARS)[GRADIENT_SCALE] = scale
    for (let index = 0; index < COUNT; index += 1) at(G, COUNT)[index] = gradient(step, index)
    const [s1, s2] = [states > 0 ? S1 : 0, states > 1 ? S2 : 0]
    kernels.optimizerF32(code, W, G, s1, s2, SCALARS, 1, COUNT, 0, COUNT)
  }
  return at(W, COUNT).slice()
}

function startOf(index: number): number {
  return Math.fround((index - 7.5) / 5)
}

/** The same steps in plain binary64. */
function calculate(plan: TrainingPlan, decays: boolean, gradient: Gradients): number[] {
  const { optimizer } = plan
  const { rule, decoupled } = OPTIMIZER_RULES[optimizer.kind]
  const weightDecay = decays ? plan.weightDecay : 0
  const step = rule(optimizer)
  return Array.from({ length: COUNT }, (_, index) => {
    const parameter: PlainParameter = { w: startOf(index), memory: {} }
    for (let t = 1; t <= STEPS; t += 1) {
      const rate = learningRateAt(plan, t - 1)
      const g = Math.fround(gradient(t - 1, index))
      if (decoupled === true) parameter.w -= rate * weightDecay * parameter.w
      step(parameter, g + (decoupled === true ? 0 : weightDecay * parameter.w), rate, t)
    }
    return parameter.w
  })
}

function largestDifference(computed: Float32Array, expected: readonly number[]): number {
  return Math.max(...expected.map((value, index) => Math.abs(computed[index] - value)))
}

describe.each(CASES)('optimizer %s', (_, optimizer) => {
  const gradient = drawGradients()

  it('should step as calculated in binary64, with weight decay on weights', () => {
    const plan = planOf(optimizer)

    expect(largestDifference(train(plan, true, gradient), calculate(plan, true, gradient))).toBeLessThan(4e-6)
  })

  it('should leave everything but weights without weight decay', () => {
    const plan = planOf(optimizer)

    expect(train(plan, false, gradient)).toEqual(train(planOf(optimizer, { weightDecay: 0 }), true, gradient))
    expect(largestDifference(train(plan, false, gradient), calculate(plan, false, gradient))).toBeLessThan(
      4e-6,
    )
  })

  it('should take gradients times the scale of clipping', () => {
    const plan = planOf(optimizer)
    const halves: Gradients = (step, index) => gradient(step, index) * 0.5

    expect(train(plan, true, gradient, 0.5)).toEqual(train(plan, true, halves))
  })

  it('should leave a parameter alone whose gradient was always 0', () => {
    const weights = train(planOf(optimizer), false, () => 0)

    expect([...weights]).toEqual(Array.from({ length: COUNT }, (__, index) => startOf(index)))
  })

  it('should walk downhill', () => {
    const weights = train(planOf(optimizer, { weightDecay: 0 }), true, (_step, index) => index - 7.5)

    for (const [index, w] of weights.entries())
      expect(Math.sign(startOf(index) - w)).toBe(Math.sign(index - 7.5))
  })

  it('should give a resumed run the scalars of an unbroken one, bit for bit', () => {
    const plan = planOf(optimizer)
    const unbroken = createOptimizerScalars(plan, 0)
    const rows = Array.from({ length: STEPS }, () => {
      const [weights, others] = [new Float32Array(OPTIMIZER_SCALARS), new Float32Array(OPTIMIZER_SCALARS)]
      unbroken.next(weights, others)
      return [weights, others]
    })
    for (const from of [1, 7, STEPS - 1]) {
      const [weights, others] = [new Float32Array(OPTIMIZER_SCALARS), new Float32Array(OPTIMIZER_SCALARS)]
      createOptimizerScalars(plan, from).next(weights, others)
      expect([weights, others]).toEqual(rows[from])
    }
  })
})
