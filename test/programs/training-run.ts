import { openLibrary } from '../../src-main/library/library'
import { newRun, smallCurves } from '../helpers/small-runs'

// Trains nothing, but uses the library as a training does: a run that goes on until somebody ends this process.
const [directory = '', wish = 'new'] = process.argv.slice(2)
const library = await openLibrary(directory)
const id = wish === 'new' ? library.newId() : wish
let iteration = 0
if (wish === 'new') await library.create(newRun(id))
else iteration = (await library.resume(id)).iterations
await library.saveCheckpoint(id, Uint8Array.of(1, 2, 3))
await library.saveCurves(id, smallCurves(id))
process.send?.({ id, iteration })
setInterval(() => {
  iteration += 1
  library.progress(id, iteration)
}, 5)
for (let turn = 0; ; turn++) {
  await library.saveCurves(id, smallCurves(id, 1 + (turn % 5)))
  if (turn % 3 === 0) await library.saveCheckpoint(id, new Uint8Array(100_000).fill(turn))
}
