import { errorMessage } from '../../src-main/base/error-message'
import { openLibrary } from '../../src-main/library/library'
import { syncOnce } from '../../src-main/sharing/sync-once'
import { newRun, smallCurves, smallExperiment, smallResult } from '../helpers/small-runs'

// Trains and shares one run after the other until somebody ends this process; says the id of each run that is recorded.
const [directory = '', folder = '', count = '1000000'] = process.argv.slice(2)
const library = await openLibrary(directory)
try {
  await syncOnce({ library, folder, create: false })
  for (let run = 0; run < Number(count); run += 1) {
    const id = library.newId()
    const experiment = smallExperiment(run)
    await library.create(newRun(id, experiment))
    await library.finish(id, smallResult(experiment), smallCurves(id))
    await library.annotate([id], { title: `run ${run}` })
    process.send?.({ id })
    const outcome = await syncOnce({ library, folder, create: false })
    process.send?.({ outcome })
  }
  await library.close()
} catch (error) {
  process.send?.({ said: errorMessage(error) })
}
process.disconnect?.()
