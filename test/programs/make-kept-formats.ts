import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LookCounter } from '../../src-main/app/look-counter'
import { openQueueFolder } from '../../src-main/app/queue-folder'
import { SettingsStore } from '../../src-main/app/settings-store'
import { runFile } from '../../src-main/exports/run-file/write-run-file'
import { importTable } from '../../src-main/library/import-table'
import { type Library, openLibrary } from '../../src-main/library/library'
import { idxImages, idxLabels } from '../helpers/idx-files'
import { labIn } from '../helpers/lab-in-process'
import { longTable } from '../helpers/long-table'
import { smallExperiment } from '../helpers/small-runs'
import { fillLibrary, openBoth, passedOf } from '../src-main/exports/helpers/passed-library'

// Writes what test/fixtures/kept keeps of the formats that library/v1 and sharing/v1 have nothing of. Run once for a released format; the
// result is never changed.
const [folder = ''] = process.argv.slice(2)
const library = join(folder, 'library')
const RUN = '01KF16G700J5S8K2T0ZRX3M4QN'

async function addData(): Promise<void> {
  const from = join(folder, 'data')
  mkdirSync(from, { recursive: true })
  const labels = Array.from({ length: 40 }, (_, image) => image % 2)
  writeFileSync(
    join(from, 'train-images-idx3-ubyte'),
    idxImages(40, (image, pixel) => (image * 7 + pixel) % 256, 8),
  )
  writeFileSync(join(from, 'train-labels-idx1-ubyte'), idxLabels(labels))
  writeFileSync(join(from, 'classes.txt'), 'even\nodd')
  await labIn(library)('data', 'add', from, '--name', 'kept')
}

/** Runs of a short table as those of a long one are kept. */
async function addRows(opened: Library): Promise<void> {
  const from = join(folder, 'from')
  const rows = await openLibrary(from)
  await importTable(rows, 'table.csv', new TextEncoder().encode(longTable(3)))
  const records = await Promise.all((await rows.list()).map(({ record }) => rows.record(record.id)))
  await opened.addImportFile(records)
  // One of them gets a folder of its own, and one goes.
  const [first, second] = records.map(({ id }) => id)
  if (first === undefined || second === undefined) throw new Error('The table has no rows.')
  await opened.annotate([first], { star: true })
  await opened.discard(second)
  await rows.close()
}

const opened = await openBoth(library)
await addData()
await fillLibrary(opened, 1)
const { runs, searches } = await passedOf(opened)
writeFileSync(join(folder, 'runs.onn'), runFile(runs, searches))
const [search] = searches
if (search !== undefined) await opened.searches.takeSlice(search.search.id, { part: 2, parts: 3 })
await addRows(opened.library)
await opened.library.close()
await openQueueFolder(join(library, 'queue')).put({
  order: { id: RUN, kind: 'train', experiment: smallExperiment(), parent: null, resumes: false },
  place: 1,
})
const settings = await SettingsStore.open(join(folder, 'settings.json'), 'ko')
await settings.change({ theme: 'dark', threads: 3, author: '에이다', sealTestSet: true, notify: false })
await settings.setCalibration('native', 1234.5)
await new LookCounter(join(folder, 'looks.json')).count(RUN)
