import type { RandomStream } from '../random/random-stream'

/** A uniform number in [0, 1) of which all 53 bits are random: the usual way from two words. */
export function uniformDraw(stream: RandomStream): number {
  const high = stream.word() >>> 5
  const low = stream.word() >>> 6
  return (high * 67108864 + low) / 9007199254740992
}
