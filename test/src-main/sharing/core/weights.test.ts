import { expect, it } from 'vitest'
import { newUlid } from '../../../../src-main/base/identifiers'
import { Computer, MARKER_TEXT, START } from '../helpers/computer'
import { MemoryStore } from '../helpers/memory-store'
import { seededRandom } from '../helpers/random'
import { sampleRecord } from '../helpers/sample-records'
import { VirtualTime } from '../helpers/virtual-time'

it('all runs of the same weights get them in one pass: who trains the same gets the same', async () => {
  const time = new VirtualTime(START)
  const store = new MemoryStore(time.clock)
  store.put('folder.json', MARKER_TEXT)
  const [ada, ben] = [new Computer(1, store, time), new Computer(2, store, time)]
  const random = seededRandom(3)
  const ids = [1, 2, 3].map(() => newUlid(START, random))
  for (const id of ids)
    ada.library.train(sampleRecord(id, { weightsSha256: 'ab'.repeat(32) }), null, Uint8Array.of(1, 2, 3))
  await ada.sync({ shareWeights: true })
  await ben.sync({ shareWeights: true })
  for (const id of ids) expect(await ben.library.weights(id)).toEqual(Uint8Array.of(1, 2, 3))
})
