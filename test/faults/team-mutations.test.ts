import { expect, test } from 'vitest'
import { roundSeed } from '../helpers/round-seed'
import { seededRandom } from '../src-main/sharing/helpers/random'
import { playTeamMutations } from '../src-main/sharing/helpers/team-mutations'

// 500 for each of 14 kinds of file would take an hour; ROUNDS plays more.
const rounds = Number(process.env['ROUNDS'] ?? 700)

test(`no damage to a file of the folder, of sharing or of the queue changes something in silence, in ${rounds} rounds`, async () => {
  const seed = roundSeed('Mutations of a team')
  const { silent, counts } = await playTeamMutations(rounds, seededRandom(seed))
  const table = Object.entries(counts).map(
    ([kind, { rounds: played, told }]) => `${kind} ${told} of ${played} told`,
  )
  console.info(`Mutations of a team with seed ${seed}: ${table.join(', ')}; silent: ${silent.length}`)
  expect({ seed, silent }).toEqual({ seed, silent: [] })
}, 3_600_000)
