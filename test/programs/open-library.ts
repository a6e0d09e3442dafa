import { errorMessage } from '../../src-main/base/error-message'
import { openLibrary } from '../../src-main/library/library'
import { newRun, smallCurves, smallResult } from '../helpers/small-runs'

// Opens a library, records one run, and tells how it went in a sentence.
const [directory = ''] = process.argv.slice(2)
try {
  const library = await openLibrary(directory)
  const id = library.newId()
  const run = newRun(id)
  await library.create(run)
  await library.saveCurves(id, smallCurves(id))
  await library.finish(id, smallResult(run.experiment), smallCurves(id))
  await library.close()
  process.send?.({ said: `recorded ${id}` })
} catch (error) {
  process.send?.({ said: errorMessage(error) })
}
process.disconnect()
