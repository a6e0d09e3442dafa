import { expect, test } from 'vitest'
import { roundSeed } from '../helpers/round-seed'
import { seededRandom } from '../src-main/sharing/helpers/random'
import { playMutationRounds } from '../src-main/library/helpers/mutation-rounds'

test('no damage to a file of the library changes something in silence, in 550 rounds', async () => {
  const seed = roundSeed('Mutations of a library')
  const { silent, counts } = await playMutationRounds(550, seededRandom(seed))
  const table = Object.entries(counts).map(([kind, { rounds, told }]) => `${kind} ${told} of ${rounds} told`)
  console.info(`Mutations with seed ${seed}: ${table.join(', ')}; silent: ${silent.length}`)
  expect({ seed, silent }).toEqual({ seed, silent: [] })
}, 1_200_000)
