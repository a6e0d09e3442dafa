import { usefulThreads } from '../base/useful-threads'
import type { Output } from './verb'

/** How many of the threads that somebody asked for train; says so where they are fewer. 0 stays 0: nobody said. */
export function trainedThreads(asked: number, output: Output): number {
  const threads = usefulThreads(asked)
  if (threads < asked)
    output.note(
      `${asked} threads were asked for, but there are processors for ${threads}: more would only wait.`,
    )
  return threads
}
