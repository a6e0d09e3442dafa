import type { PartTimes } from './step-parts'

/** Where the threads tell what the parts of a step took; the session's own messages are for events of the training. */
export const PARTS_CHANNEL = 'step-parts'

/** Means over the undisturbed steps of one thread so far. */
export interface PartsMessage {
  readonly thread: number
  readonly times: PartTimes
}
