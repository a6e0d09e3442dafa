import { BroadcastChannel, workerData } from 'node:worker_threads'
import type { ThreadStart } from '../trainer/thread-messages'
import { createThread, runThread } from '../trainer/train-on-thread'
import { median } from './median'
import { PARTS_CHANNEL, type PartsMessage } from './parts-message'
import type { PartTimes } from './step-parts'
import { createStepClock, STEP_PARTS, withStepClock } from './step-parts'

/** Steps before the first message; each later one comes after twice as many. */
const STEPS = 8

// Entry of a worker thread that trains as every other one, with a clock around its kernels.
const start = workerData as ThreadStart
const channel = new BroadcastChannel(PARTS_CHANNEL)
const steps: PartTimes[] = []
let next = STEPS
const clock = createStepClock(
  () => 1000 * performance.now(),
  (times) => {
    steps.push(times)
    if (steps.length >= next) tell()
  },
)

function tell(): void {
  const message: PartsMessage = { thread: start.thread, times: medians() }
  channel.postMessage(message)
  next *= 2
}

function medians(): PartTimes {
  return Object.fromEntries(
    STEP_PARTS.map((part) => [part, median(steps.map((times) => times[part]))]),
  ) as unknown as PartTimes
}

runThread(start, withStepClock(createThread(start), clock))
