import { errorMessage } from '../../src-main/base/error-message'
import { openLibrary } from '../../src-main/library/library'
import { syncOnce } from '../../src-main/sharing/sync-once'
import { newRun, smallCurves, smallExperiment, smallResult } from '../helpers/small-runs'

// Records a run where it is asked to, makes one pass and tells how it went; as whichever user it is started.
const [directory = '', folder = '', train = ''] = process.argv.slice(2)
try {
  const library = await openLibrary(directory)
  if (train === 'train') {
    const id = library.newId()
    const experiment = smallExperiment()
    await library.create(newRun(id, experiment))
    await library.finish(id, smallResult(experiment), smallCurves(id))
  }
  const outcome = await syncOnce({ library, folder, create: false })
  await library.close()
  process.send?.({ outcome })
} catch (error) {
  process.send?.({ said: errorMessage(error) })
}
process.disconnect?.()
