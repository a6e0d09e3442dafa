import * as v from 'valibot'
import { problemOfIssue } from '../experiment/experiment-problem'
import { newerVersion } from './newer-version'
import type { Parsed } from './run-record-schema'
import type { ReplayOutcome } from './run-summary'
import { TEXT_LIMITS } from './text-limits'

export const REPLAY_FORMAT = 'our-neural-network/replay'

/** How one replay came out, in a file of its own beside the run. */
export interface ReplayFile extends ReplayOutcome {
  readonly format: typeof REPLAY_FORMAT
  readonly version: 1
  readonly run: string
}

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))

const replayFile = v.object({
  format: v.literal(REPLAY_FORMAT),
  version: v.literal(1),
  run: text(26),
  at: text(40),
  author: text(TEXT_LIMITS.author),
  device: text(26),
  identical: v.boolean(),
  difference: v.nullable(text(2000)),
})

/** Reads how a replay came out from a file that anyone may have written. */
export function parseReplayFile(input: unknown): Parsed<ReplayFile> {
  const newer = newerVersion(input, REPLAY_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const result = v.safeParse(replayFile, input)
  if (!result.success) return { ok: false, reason: problemOfIssue(result.issues[0]).message }
  return { ok: true, value: result.output }
}
