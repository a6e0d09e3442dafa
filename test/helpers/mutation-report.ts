import type { Mutation } from './file-mutations'

/** A mutation that changed something that is shown, without a word. */
interface Silent {
  readonly round: number
  readonly file: string
  readonly mutation: Mutation
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
