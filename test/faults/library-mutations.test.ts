import { expect, test } from 'vitest'
import { reportLine } from '../helpers/mutation-report'
import { roundSeed } from '../helpers/round-seed'
import { playMutationRounds } from '../src-main/library/helpers/mutation-rounds'
import { seededRandom } from '../src-main/sharing/helpers/random'

// 500 for each of 15 kinds of file.
const rounds = Number(process.env['ROUNDS'] ?? 15 * 500)

test(`no damage to a file of the library changes something in silence, in ${rounds} rounds`, async () => {
  const seed = roundSeed('Mutations of a library')
  const report = await playMutationRounds(rounds, seededRandom(seed))
  console.info(`Mutations with seed ${seed}: ${reportLine(report)}`)
  expect({ seed, silent: report.silent }).toEqual({ seed, silent: [] })
}, 3_600_000)
