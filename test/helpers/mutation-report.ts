import { isDeepStrictEqual } from 'node:util'
import type { Mutation } from './file-mutations'

/** A mutation that changed something that is shown, without a word. */
interface Silent {
  readonly round: number
  readonly file: string
  readonly mutation: Mutation
  /** Where what is shown differs first. */
  readonly at: string
}

/** The path to the first value in which two plain values differ; empty where they are the same. */
export function firstDifference(left: unknown, right: unknown, path = ''): string {
  if (isDeepStrictEqual(left, right)) return ''
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return `${path}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`
  const [ours, theirs] = [left as Record<string, unknown>, right as Record<string, unknown>]
  const key = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].find(
    (each) => !isDeepStrictEqual(ours[each], theirs[each]),
  )
  return key === undefined ? path : firstDifference(ours[key], theirs[key], `${path}/${key}`)
}

export interface MutationReport {
  readonly silent: readonly Silent[]
  /** Rounds, those that were told, and those that were looked at by opening everything, by kind of file. */
  readonly counts: Readonly<Record<string, { rounds: number; told: number; whole: number }>>
}

/** Counts of all kinds on a line. */
export function reportLine({ silent, counts }: MutationReport): string {
  const kinds = Object.entries(counts).map(
    ([kind, { rounds, told, whole }]) => `${kind} ${told} of ${rounds} told (${whole} whole)`,
  )
  return `${kinds.join(', ')}; silent: ${silent.length}`
}
