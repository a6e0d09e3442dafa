import { expect, test } from 'vitest'
import { seededRandom } from './helpers/random'
import { playTeamMutations } from './helpers/team-mutations'

test('no damage to a file of the folder, of sharing or of the queue changes something in silence, in 84 rounds', async () => {
  const { silent, counts } = await playTeamMutations(84, seededRandom(12))
  expect(silent).toEqual([])
  expect(Object.keys(counts).sort()).toEqual([
    'blobs',
    'chosen.json',
    'claims',
    'curves',
    'device.json',
    'folder-*.json',
    'folder.json',
    'gone',
    'journal.jsonl',
    'notes',
    'people',
    'queue',
    'replays',
    'runs',
  ])
})
