import { BroadcastChannel, parentPort } from 'node:worker_threads'
import type { ThreadStart } from '../trainer/thread-messages'
import { createThread, runThread } from '../trainer/train-on-thread'
import { PARTS_CHANNEL, type PartsMessage } from './parts-message'
import type { PartTimes } from './step-parts'
import { createStepClock, undisturbed, withStepClock } from './step-parts'

/** Steps before the first message; each later one comes after twice as many. */
const STEPS = 8

// Entry of a worker thread that trains as every other one, with a clock around its kernels.
parentPort?.once('message', (start: ThreadStart) => {
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
    const message: PartsMessage = { thread: start.thread, times: undisturbed(steps) }
    channel.postMessage(message)
    next *= 2
  }

  runThread(start, withStepClock(createThread(start), clock))
})
