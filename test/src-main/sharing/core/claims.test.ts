import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stampOf } from '../../../../src-main/base/hybrid-clock'
import { currentClaims } from '../../../../src-main/sharing/core/claims'
import { emptyFolderState } from '../../../../src-main/sharing/core/folder-state'
import { Ledger } from '../../../../src-main/sharing/core/ledger'
import type { PassContext } from '../../../../src-main/sharing/core/pass-context'
import { smallExperiment } from '../../../helpers/small-runs'
import { FOLDER_ID, START } from '../helpers/computer'

/** What a computer shows that met these claims in this order. */
function shown(order: readonly number[]): readonly number[] {
  const state = emptyFolderState(FOLDER_ID)
  for (const number of order) {
    const since = new Date(START + (number >> 1)).toISOString()
    const body = {
      identity: 'ab'.repeat(32),
      experiment: smallExperiment(number),
      state: 'planned',
      since,
    } as const
    const claim = {
      kind: 'claim',
      id: String(number),
      device: 'mate0000',
      stamp: stampOf(START),
      body,
      sha256: '',
    } as const
    state.seen.set(`claims/${number}-mate0000.json`, { size: 1, mtimeMs: 1, outcome: 'item', claim })
  }
  const context = { state, ledger: new Ledger(), device: 'own00000' } as unknown as PassContext
  return currentClaims(context, START).map(({ experiment }) => experiment.plan.seed)
}

it('claims stand in one order, in whichever the disk gave their files', () => {
  const sorted = [0, 1, 2, 3, 4, 5]
  fc.assert(
    fc.property(fc.shuffledSubarray(sorted, { minLength: 6 }), (order) => {
      expect(shown(order)).toEqual(sorted)
    }),
    { numRuns: 50 },
  )
})
