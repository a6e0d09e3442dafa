import type { RunRecord } from '#shared/records/run-record'
import { stampOf } from '../../../../src-main/base/hybrid-clock'
import { newUlid } from '../../../../src-main/base/identifiers'
import { sealItem } from '../../../../src-main/sharing/core/envelope'
import type { Bodies } from '../../../../src-main/sharing/core/item'
import { type Kind, pathOf } from '../../../../src-main/sharing/core/paths'
import { digest, START } from './computer'
import { seededRandom } from './random'
import { sampleRecord } from './sample-records'

export const OTHER_DEVICE = 'zzzzzzzz'
const random = seededRandom(99)

interface Sealed {
  readonly id: string
  readonly path: string
  readonly text: string
}

/** A file as another computer would write it. */
export function sealed<K extends Kind>(
  kind: K,
  id: string,
  body: Bodies[K],
  time = START,
  device = OTHER_DEVICE,
): Sealed {
  const item = { kind, id, device, stamp: stampOf(time), body }
  return { id, path: pathOf(item), text: sealItem(item, digest) }
}

/** A run of another computer. */
export function sealedRun(change: Partial<RunRecord> = {}, id = newUlid(START, random)): Sealed {
  return sealed('run', id, sampleRecord(id, change))
}

export function sealedGone(run: string, gone = true, time = START): Sealed {
  return sealed('gone', run, { run, gone }, time)
}

/** The same file with some of its envelope changed, its hash left as it was. */
export function changedEnvelope({ text }: Sealed, change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(text) as object), ...change })
}
