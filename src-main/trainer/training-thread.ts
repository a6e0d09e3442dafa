import { workerData } from 'node:worker_threads'
import type { ThreadStart } from './thread-messages'
import { trainOnThread } from './train-on-thread'

// Entry of a worker thread: one of the threads that train together.
trainOnThread(workerData as ThreadStart)
