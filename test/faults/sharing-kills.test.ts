import { describe, it } from 'vitest'
import { roundSeed } from '../helpers/round-seed'
import { playKillRounds } from '../src-main/sharing/helpers/kill-rounds'
import { seededRandom } from '../src-main/sharing/helpers/random'

describe('case 5: kill -9 at random moments of writing', () => {
  it('should leave no broken file under a final name and lose nothing, in 200 rounds', async () => {
    await playKillRounds(200, seededRandom(roundSeed('Kills of a process that shares')))
  }, 1_200_000)
})
