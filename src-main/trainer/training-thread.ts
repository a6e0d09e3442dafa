import { parentPort } from 'node:worker_threads'
import { THREAD_IS_FREE, type ThreadStart } from './thread-messages'
import { trainOnThread } from './train-on-thread'

// Entry of a worker thread: one of the threads that train together, one training after the other.
parentPort?.on('message', (start: ThreadStart) => {
  trainOnThread(start)
  parentPort?.postMessage(THREAD_IS_FREE)
})
