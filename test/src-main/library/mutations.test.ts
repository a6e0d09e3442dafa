import { expect, test } from 'vitest'
import { seededRandom } from '../sharing/helpers/random'
import { playMutationRounds } from './helpers/mutation-rounds'

test('no damage to a file of the library changes something in silence, in 90 rounds', async () => {
  const { silent, counts } = await playMutationRounds(90, seededRandom(11))
  expect(silent).toEqual([])
  expect(Object.keys(counts).sort()).toEqual([
    'annotations',
    'checkpoint.bin',
    'curves.json',
    'import',
    'index.json',
    'library.json',
    'looks.json',
    'origins.jsonl',
    'place.json',
    'record.json',
    'replays',
    'running.json',
    'settings.json',
    'taken-out.jsonl',
    'weights.safetensors',
  ])
  for (const { rounds, told } of Object.values(counts)) expect(told).toBeLessThanOrEqual(rounds)
})
