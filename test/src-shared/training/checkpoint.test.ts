import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import { restoreCheckpoint, weightsOfCheckpoint, writeCheckpoint } from '#shared/training/checkpoint'
import type { TrainingEvent } from '#shared/training/training-events'
import type { TrainingThread } from '#shared/training/training-thread'
import { experiments } from '../../helpers/arbitrary-experiment'
import { fastEngines } from '../../helpers/engines'
import type { InlineOptions } from '../../helpers/inline-training'
import { createInlineThread, smallData, smallExperiment, trainInline } from '../../helpers/inline-training'

const owner = { identity: 'test', arithmetic: 'f32-fma-1' }
const experiment = smallExperiment(
  { batchNormalization: true, dropout: { kind: 'dropout', ratio: 0.2 } },
  {
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    averaging: 0.9,
    earlyStopping: 5,
    iterations: 12,
    evaluateEvery: 3,
  },
)

function createThread(given: Experiment = experiment): TrainingThread {
  return createInlineThread(given, smallData(given.design.input, given.design.output, 60, 20), (layout) =>
    fastEngines[0].create(layout.size),
  )
}

function train(given: Experiment, options: InlineOptions = {}): readonly TrainingEvent[] {
  return trainInline(
    given,
    smallData(given.design.input, given.design.output, 60, 20),
    options,
    createThread(given),
  ).events
}

function checkpointOf(given: Experiment, step: number): Uint8Array<ArrayBuffer> | null {
  const events = train(given, { commands: { [step]: 'pause' }, afterPause: 'stop' })
  return events.find((event) => event.kind === 'checkpoint')?.bytes ?? null
}

const written = checkpointOf(experiment, 7) ?? new Uint8Array()

function restored(bytes: Uint8Array, given = owner, thread = createThread()): unknown {
  return restoreCheckpoint(thread.memory, thread.layout, bytes, given)
}

/** What a run tells from some iteration on, and keeps, but for the seconds. */
function toldAfter(events: readonly TrainingEvent[], iteration: number): unknown {
  const points = events.flatMap((event) =>
    'point' in event && event.point.iteration > iteration ? [event.point] : [],
  )
  const last = events[events.length - 1]
  return [points, last.kind === 'ended' ? { ...last.result, seconds: 0 } : last]
}

describe('a checkpoint', () => {
  it('should name the sums as every checkpoint before it, so that old ones stay readable', () => {
    const length = new DataView(written.buffer).getUint32(0, true)
    const header = JSON.parse(new TextDecoder().decode(written.subarray(8, 8 + length))) as {
      readonly state: { readonly sums: object }
    }

    expect(Object.keys(header.state)).toEqual(['iteration', 'secondsBefore', 'sums', 'best', 'curves'])
    expect(Object.keys(header.state.sums)).toEqual(['loss', 'right', 'steps'])
  })

  it('should hold everything: restored and written again it has the same bytes', () => {
    const thread = createThread()
    const state = restoreCheckpoint(thread.memory, thread.layout, written, owner)

    expect(state.iteration).toBe(7)
    expect(writeCheckpoint(thread.memory, thread.layout, state, owner)).toEqual(written)
  })

  it('should be read wherever in a buffer it lies', () => {
    const shifted = new Uint8Array(written.length + 3)
    shifted.set(written, 3)

    expect(restored(shifted.subarray(3))).toEqual(restored(written))
  })

  it('should let any run go on to the bytes of an unbroken one, from any step', () => {
    fc.assert(
      fc.property(experiments({ width: 30, batch: 40 }), fc.integer({ min: 1, max: 9 }), (given, step) => {
        const bytes = checkpointOf(given, step)
        // A run that ended before that step has no checkpoint to go on from.
        fc.pre(bytes !== null)
        if (bytes !== null)
          expect(toldAfter(train(given, { checkpoint: bytes }), step)).toEqual(toldAfter(train(given), step))
      }),
      { numRuns: 120 },
    )
  })

  it('should be refused where it belongs to other settings, or was computed with another arithmetic', () => {
    expect(() => restored(written, { ...owner, identity: 'other' })).toThrow(
      'belongs to a run with other settings',
    )
    expect(() => restored(written, { ...owner, arithmetic: 'f32-mul-add-1' })).toThrow(
      'computed with arithmetic f32-fma-1; this machine computes with f32-mul-add-1',
    )
  })

  it('should be refused where its tensors are not those of the network', () => {
    const wider = smallExperiment({ ...experiment.design, hidden: [20, 7] }, experiment.plan)
    const plainer = smallExperiment({ ...experiment.design, batchNormalization: false }, experiment.plan)

    expect(() => restored(written, owner, createThread(wider))).toThrow(
      'its tensors are not those of the network',
    )
    expect(() => restored(written, owner, createThread(plainer))).toThrow(
      'its tensors are not those of the network',
    )
  })

  it('should be refused where it was cut off, anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: written.length - 1 }), (length) => {
        expect(() => restored(written.slice(0, length))).toThrow(/^The checkpoint /)
      }),
      { numRuns: 60 },
    )
  })

  it('should be refused where a single bit of it changed, anywhere', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: written.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        (index, bit) => {
          const changed = written.slice()
          changed[index] ^= 1 << bit
          expect(() => restored(changed)).toThrow(/^The checkpoint /)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('should be refused where it is something else', () => {
    expect(() => restored(new TextEncoder().encode('{"format":"something else"}'))).toThrow(
      /^The checkpoint /,
    )
    expect(() => restored(new Uint8Array(5000))).toThrow(/^The checkpoint /)
  })

  it('should leave the memory alone where it is refused', () => {
    const thread = createThread()
    const before = thread.memory.bytes.slice()

    expect(() => restored(written, { ...owner, identity: 'other' }, thread)).toThrow()
    expect(thread.memory.bytes).toEqual(before)
  })

  it('should be written at its interval too, and change nothing', () => {
    const asked = train(experiment, { commands: { 4: 'checkpoint', 9: 'checkpoint' } })

    expect(asked.flatMap((event) => (event.kind === 'checkpoint' ? [event.iteration] : []))).toEqual([4, 9])
    expect(toldAfter(asked, 0)).toEqual(toldAfter(train(experiment), 0))
  })

  it('should be written as often as somebody wants to keep one, and change nothing', () => {
    const asked = train(experiment, { checkpointEvery: 5 })

    expect(asked.flatMap((event) => (event.kind === 'checkpoint' ? [event.iteration] : []))).toEqual([5, 10])
    expect(toldAfter(asked, 0)).toEqual(toldAfter(train(experiment), 0))
  })

  it('should hold the weights that the run would have, had it ended there', () => {
    for (const averaging of [0, 0.9]) {
      const given = smallExperiment(experiment.design, { ...experiment.plan, averaging, earlyStopping: 0 })
      const at5 = train(given, { checkpointEvery: 5 }).find((event) => event.kind === 'checkpoint')
      const last = train(given, { stopAfter: 5 }).at(-1)

      expect(at5 === undefined ? null : weightsOfCheckpoint(at5.bytes, given)).toEqual(
        last?.kind === 'ended' ? last.result.weights : undefined,
      )
    }
    const wider = smallExperiment({ ...experiment.design, hidden: [20, 7] }, experiment.plan)
    expect(() => weightsOfCheckpoint(written, wider)).toThrow('its tensors are not those of the network')
  })
})
