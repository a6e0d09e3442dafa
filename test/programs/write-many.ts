import { openLibrary } from '../../src-main/library/library'
import { newRun, smallCurves, smallResult } from '../helpers/small-runs'

// Records a number of runs, one after the other, beside whoever else uses the library.
const [directory = '', count = '10'] = process.argv.slice(2)
const library = await openLibrary(directory)
const ids: string[] = []
for (let done = 0; done < Number(count); done++) {
  const id = library.newId()
  const run = newRun(id)
  await library.create(run)
  await library.finish(id, smallResult(run.experiment), smallCurves(id))
  await library.annotate([id], { title: `run ${done}` })
  ids.push(id)
}
await library.close()
process.send?.({ ids })
process.disconnect()
