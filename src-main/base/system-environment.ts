import { randomBytes } from 'node:crypto'
import type { Environment } from './environment'

/** The real clock, random numbers and timers. */
export const systemEnvironment: Environment = {
  clock: () => Date.now(),
  random: () => randomBytes(4).readUInt32LE() / 4_294_967_296,
  timers: {
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
  },
}
