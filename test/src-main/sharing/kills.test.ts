import { describe, it } from 'vitest'
import { roundSeed } from '../../helpers/round-seed'
import { playKillRounds } from './helpers/kill-rounds'
import { seededRandom } from './helpers/random'

describe('case 5: kill -9 at random moments of writing', () => {
  it('should leave no broken file under a final name and lose nothing, in 10 rounds', async () => {
    await playKillRounds(10, seededRandom(roundSeed('Kills of a process that shares')))
  })
})
