import { expect, test } from 'vitest'
import { reportLine } from '../helpers/mutation-report'
import { roundSeed } from '../helpers/round-seed'
import { seededRandom } from '../src-main/sharing/helpers/random'
import { playTeamMutations } from '../src-main/sharing/helpers/team-mutations'

// 500 for each of 14 kinds of file.
const rounds = Number(process.env['ROUNDS'] ?? 14 * 500)

test(`no damage to a file of the folder, of sharing or of the queue changes something in silence, in ${rounds} rounds`, async () => {
  const seed = roundSeed('Mutations of a team')
  const report = await playTeamMutations(rounds, seededRandom(seed))
  console.info(`Mutations of a team with seed ${seed}: ${reportLine(report)}`)
  expect({ seed, silent: report.silent }).toEqual({ seed, silent: [] })
}, 3_600_000)
