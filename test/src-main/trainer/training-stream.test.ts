import { EventEmitter } from 'node:events'
import type { MessagePortMain } from 'electron'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { StreamMessage } from '#shared/ipc'
import { emptyCurves } from '#shared/training/progress'
import type { TrainingEvent, TrainingResult } from '#shared/training/training-events'
import { createTrainingStream } from '../../../src-main/trainer/training-stream'

/** The trainer's end of a port, whose other end a window reads. */
class Port extends EventEmitter {
  readonly messages: (readonly StreamMessage[])[] = []
  start(): void {
    this.emit('started')
  }
  postMessage(message: readonly StreamMessage[]): void {
    this.messages.push(structuredClone(message))
  }
  look(visible: boolean): void {
    this.emit('message', { data: { visible } })
  }
}

const asPort = (port: Port): MessagePortMain => port as unknown as MessagePortMain

function logged(iteration: number): TrainingEvent {
  return {
    kind: 'logged',
    point: { iteration, loss: 1 / iteration, accuracy: 0.5, learningRate: 0.1 },
    seconds: iteration,
  }
}

/** Iterations of the training curve as a window has it that read all messages. */
function curveOf(port: Port): readonly number[] {
  let curve: number[] = []
  for (const message of port.messages.flat()) {
    if (message.kind === 'history') curve = [...message.curves.training.iteration]
    else if (message.kind === 'event' && message.event.kind === 'logged')
      curve.push(message.event.point.iteration)
  }
  return curve
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the stream of a training', () => {
  test('sends two messages a second in the beginning and then one, and only the last progress in each', () => {
    const port = new Port()
    const stream = createTrainingStream()
    stream.attach(asPort(port))
    port.look(true)
    stream.begin('A', emptyCurves(0), 0)
    let iteration = 0
    const during = (milliseconds: number): number => {
      const before = port.messages.length
      for (let passed = 0; passed < milliseconds; passed += 1) {
        iteration += 1
        stream.tell({ kind: 'progress', iteration, seconds: iteration / 1000, stepsPerSecond: 1000 })
        vi.advanceTimersByTime(1)
      }
      return port.messages.length - before
    }
    expect(during(4000)).toBeGreaterThanOrEqual(8)
    during(2000)
    expect(during(4000)).toBe(4)
    vi.advanceTimersByTime(1000)
    const kinds = port.messages.map((messages) => messages.filter(({ kind }) => kind === 'event').length)
    expect(Math.max(...kinds)).toBe(1)
    expect(port.messages.at(-1)).toMatchObject([{ event: { kind: 'progress', iteration } }])
  })

  test('tells at once what is more than a point', () => {
    const port = new Port()
    const stream = createTrainingStream()
    stream.attach(asPort(port))
    port.look(true)
    stream.begin('A', emptyCurves(0), 0)
    vi.advanceTimersByTime(600)
    stream.tell({ kind: 'progress', iteration: 1, seconds: 1, stepsPerSecond: 1000 })
    stream.tell({ kind: 'paused', iteration: 1 })
    vi.advanceTimersByTime(50)
    expect(port.messages.at(-1)?.at(-1)).toMatchObject({ event: { kind: 'paused' } })
  })

  test('begins with the curves so far for a window that comes late, and tells an end that nobody saw', () => {
    const stream = createTrainingStream()
    stream.begin('A', emptyCurves(0), 0)
    stream.tell(logged(1))
    stream.tell({ kind: 'ended', result: {} as TrainingResult })
    const port = new Port()
    stream.attach(asPort(port))
    port.look(true)
    vi.advanceTimersByTime(100)
    expect(port.messages.flat()).toMatchObject([
      { kind: 'history', id: 'A', iteration: 1, curves: { training: { iteration: [1] } } },
      { kind: 'ended', id: 'A' },
    ])
  })

  test('never carries weights or checkpoints', () => {
    const port = new Port()
    const stream = createTrainingStream()
    stream.attach(asPort(port))
    port.look(true)
    stream.begin('A', emptyCurves(0), 0)
    stream.tell({ kind: 'checkpoint', iteration: 3, bytes: new Uint8Array(1000) })
    stream.tell({ kind: 'ended', result: { weights: new Float32Array(1000) } as TrainingResult })
    vi.advanceTimersByTime(100)
    expect(port.messages.flat().map(({ kind }) => kind)).toEqual(['history', 'ended'])
  })

  test('shows every point exactly once, however often the window is hidden and shown', () => {
    const action = fc.constantFrom('point', 'wait', 'look', 'look away', 'hide', 'show')
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const port = new Port()
        const stream = createTrainingStream()
        stream.attach(asPort(port))
        stream.begin('A', emptyCurves(0), 0)
        let iteration = 0
        let isSeen = [false, true]
        for (const what of actions) {
          const sentBefore = port.messages.length
          if (what === 'point') {
            iteration += 1
            stream.tell(logged(iteration))
          } else if (what === 'wait') vi.advanceTimersByTime(60)
          else if (what === 'look' || what === 'look away') {
            isSeen = [what === 'look', isSeen[1] === true]
            port.look(what === 'look')
          } else {
            isSeen = [isSeen[0] === true, what === 'show']
            stream.show(what === 'show')
          }
          if (!isSeen.every(Boolean)) {
            vi.advanceTimersByTime(60)
            expect(port.messages.length).toBe(sentBefore)
          }
        }
        stream.show(true)
        port.look(true)
        vi.advanceTimersByTime(100)
        expect(curveOf(port)).toEqual(Array.from({ length: iteration }, (_, index) => index + 1))
      }),
    )
  })
})
