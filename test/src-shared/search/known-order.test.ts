import { describe, expect, it } from 'vitest'
import { createSampler } from '#shared/search/create-sampler'
import { createKnownOrder, type OrderEntry } from '#shared/search/known-order'
import { parseSearch, type SearchSpec } from '#shared/search/search-spec'
import { smallSearch } from '../../helpers/small-search'

const HALVING = { least: 10, reduction: 3 }

function halved(changes: Readonly<Record<string, unknown>> = {}): SearchSpec {
  const parsed = parseSearch({ ...smallSearch(8, 100), halving: HALVING, ...changes })
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  return parsed.spec
}

const asked = (trial: number): OrderEntry => ({ kind: 'asked', trial })
const told = (trial: number, iterations: number, value: number | null): OrderEntry => ({
  kind: 'told',
  trial,
  iterations,
  value,
})

function follow(spec: SearchSpec, entries: readonly OrderEntry[]) {
  const order = createKnownOrder(spec, createSampler(spec))
  entries.forEach(order.take)
  return order
}

/** Written down by hand: who goes on at 10, 30 and 90 of 100 iterations. */
const BY_HAND: readonly OrderEntry[] = [
  ...[asked(0), told(0, 10, 0.5)], // the first goes on
  ...[asked(1), told(1, 10, 0.4)], // second of two, one place: stops
  told(0, 30, 0.6), // the first at 30
  ...[asked(2), told(2, 10, 0.55)], // best of three
  told(2, 30, 0.58), // second of two at 30: stops
  told(0, 90, 0.7),
  ...[asked(3), told(3, 10, 0.52)], // second of four, one place: stops
  told(0, 100, 0.71), // the end
  ...[asked(4), told(4, 7, null)], // diverged before it could be compared
  ...[asked(5), told(5, 10, 0.9)], // best of five
]

describe('the order of a search with successive halving', () => {
  it('stops the trials that a calculation by hand stops, and tells the next rung of the others', () => {
    const order = follow(halved(), BY_HAND)
    const all = [0, 1, 2, 3, 4, 5]
    expect(all.filter(order.isStopped)).toEqual([1, 2, 3])
    expect(all.map(order.nextRung)).toEqual([null, 30, 90, 30, 10, 30])
  })

  it('is the same whenever it is read again, and passes over what was told before', () => {
    const once = follow(halved(), BY_HAND)
    const twice = follow(
      halved(),
      BY_HAND.flatMap((entry) => [entry, entry]),
    )
    const all = [0, 1, 2, 3, 4, 5]
    expect(all.map(twice.isStopped)).toEqual(all.map(once.isStopped))
    expect(twice.trials()).toEqual(once.trials())
  })

  it('lets a sampler that learns put what was stopped behind what was not', () => {
    // The stopped trials have the greater values, as a training whose rate falls has them early.
    const entries = Array.from({ length: 12 }, (_, trial) =>
      trial < 6
        ? [asked(trial), told(trial, 10, 0.5 + trial), told(trial, 100, 0.1)]
        : [asked(trial), told(trial, 10, 0.4)],
    ).flat()
    const spec = halved({ sampler: { kind: 'tpe', seed: 3 }, trials: 13 })
    const sampler = createSampler(spec)
    const order = createKnownOrder(spec, {
      pointOf: (trial, known) => {
        if (trial === 12) expect(known.filter(({ isStopped }) => isStopped)).toHaveLength(6)
        return sampler.pointOf(trial, known)
      },
    })
    ;[...entries, asked(12)].forEach(order.take)
    expect(order.trials()).toHaveLength(13)
  })
})

describe('a spec with successive halving', () => {
  it.each([
    ['several seeds', { seeds: [1, 2] }, 'each trial has 2 seeds'],
    ['no setting to try', { space: {}, trials: 1 }, 'no setting is tried'],
    [
      'a first comparison beyond the end',
      { halving: { least: 100, reduction: 2 } },
      'at 100 iterations, but they have only 100',
    ],
    ['a reduction of 1', { halving: { least: 1, reduction: 1 } }, 'halving.reduction'],
    ['another field', { halving: { ...HALVING, most: 3 } }, 'halving.most is not a field of a search'],
  ])('is refused with %s', (_, changes, sentence) => {
    const parsed = parseSearch({ ...smallSearch(8, 100), halving: HALVING, ...changes })
    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message).join(' ')).toContain(sentence)
  })
})
