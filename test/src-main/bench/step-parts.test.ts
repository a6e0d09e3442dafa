import { expect, test } from 'vitest'
import type { PartTimes } from '../../../src-main/bench/step-parts'
import { createStepClock, STEP_PARTS, undisturbed } from '../../../src-main/bench/step-parts'

test('what is in no part of a step is its rest', () => {
  let time = 0
  const steps: PartTimes[] = []
  const clock = createStepClock(
    () => time,
    (times) => steps.push(times),
  )
  const takes = (duration: number) => () => {
    time += duration
  }
  const products = clock.time('products', takes(10))
  const waiting = clock.time('waiting', takes(3))
  clock.beginStep()
  products()
  takes(2)()
  products()
  waiting()
  clock.beginStep()
  waiting()
  clock.beginStep()
  expect(steps.map(({ products, waiting, rest, gather }) => [products, waiting, rest, gather])).toEqual([
    [20, 3, 2, 0],
    [0, 3, 0, 0],
  ])
})

test('a step that others disturbed does not count', () => {
  const zeros = Object.fromEntries(STEP_PARTS.map((part) => [part, 0])) as PartTimes
  const steps = Array.from({ length: 20 }, (_, step) => ({
    ...zeros,
    products: 100 + step,
    waiting: step < 2 ? 0 : 50,
  }))
  expect(undisturbed(steps)).toEqual({ ...zeros, products: 100.5 })
})
