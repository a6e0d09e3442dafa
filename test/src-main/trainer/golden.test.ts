import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import { sha256, weightsSha256 } from '../../../src-main/base/hashes'
import { FUSED_ARITHMETIC } from '../../../src-main/trainer/arithmetic'
import type { EngineUnderTest } from '../../helpers/engines'
import { fastEngines } from '../../helpers/engines'
import { GOLDEN_RUNS } from '../../helpers/golden-runs'
import { createInlineThread, smallData, trainInline } from '../../helpers/inline-training'

/** SHA-256 of the weights, and of the JSON of every number that was logged. */
type Hashes = readonly [weights: string, points: string]

interface Golden {
  readonly arithmetic: string
  readonly runs: Readonly<Record<string, Hashes>>
}

const FILE = 'test/fixtures/golden.json'
const data = smallData(784, 10, 240, 60, 9)

function runOf(experiment: Experiment, engine: EngineUnderTest): Hashes {
  const thread = createInlineThread(experiment, data, (layout) => engine.create(layout.size))
  const { events, result } = trainInline(experiment, data, {}, thread)
  // A run that diverged keeps older weights, which would pin nothing.
  if (result.stopReason === 'diverged') throw new Error('A golden run has diverged.')
  const points = events.flatMap((event) => ('point' in event ? [event.point] : []))
  return [
    weightsSha256(result.weights),
    sha256(JSON.stringify([points, result.testLoss, result.testAccuracy])),
  ]
}

function readGolden(): Golden {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Golden
}

/** `GOLDEN=write` adds new runs; it changes old ones only where the arithmetic has a new id. */
function writeGolden(): void {
  const old = readGolden()
  const computed = [...GOLDEN_RUNS].map(
    ([name, experiment]) => [name, runOf(experiment, fastEngines[0])] as const,
  )
  const changed = computed.filter(
    ([name, hashes]) => name in old.runs && hashes.join() !== old.runs[name].join(),
  )
  if (old.arithmetic === FUSED_ARITHMETIC && changed.length > 0) {
    const names = changed.map(([name]) => name).join(', ')
    throw new Error(
      `The bytes of ${names} have changed. Give the arithmetic a new id before they are written down.`,
    )
  }
  const golden: Golden = { arithmetic: FUSED_ARITHMETIC, runs: Object.fromEntries(computed) }
  writeFileSync(FILE, `${JSON.stringify(golden, null, 2)}\n`)
}

if (process.env['GOLDEN'] === 'write') writeGolden()
const golden = readGolden()

describe('short runs', () => {
  it('should stand under the arithmetic that computes them', () => {
    expect(golden.arithmetic).toBe(FUSED_ARITHMETIC)
    expect(Object.keys(golden.runs).sort()).toEqual([...GOLDEN_RUNS.keys()].sort())
  })

  it('should all be different, or a choice would choose nothing', () => {
    // The neutral value of some lists is the design that others start from.
    const neutral = ['selu', 'lecun', 'normal', 'constant', 'standardize', 'permutation']
    const chosen = Object.entries(golden.runs).filter(([name]) => !neutral.includes(name.split(' ')[1] ?? ''))

    expect(new Set(chosen.map(([, [weights]]) => weights))).toHaveProperty('size', chosen.length)
  })

  describe.each(fastEngines.map((engine) => [engine.name, engine] as const))('with %s', (_, engine) => {
    it.each([...GOLDEN_RUNS])('should have the bytes that are written down: %s', (name, experiment) => {
      expect(runOf(experiment, engine)).toEqual(golden.runs[name])
    })
  })
})
