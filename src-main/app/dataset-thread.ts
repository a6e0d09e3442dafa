import { parentPort, workerData } from 'node:worker_threads'
import { classCounts } from '#shared/data/labels'
import { sampleOrder } from '#shared/data/sample-order'
import { errorMessage } from '../base/error-message'
import {
  checkedName,
  type ReadDataset,
  readDataset,
  storeDataset,
} from '../library/dataset-import/add-dataset'
import { DEFAULT_IMPORT } from '../library/dataset-import/prepared-data'
import { openDatasets } from '../library/datasets'
import type { DatasetOrder, DatasetReply, ReadFolder } from './read-dataset-aside'

// The program of a thread that reads the data of one folder, shows what they are, and stores them when it is told to.

/** Images of each class that are shown before data are used, and classes of which there are any. */
const [SAMPLES, CLASSES] = [6, 40]
const SAMPLE_SEED = 1
/** Progress is told after so many pictures. */
const TOLD_EVERY = 50

const { folder, own, fashionMnist } = workerData as ReadFolder
const datasets = openDatasets({ own, fashionMnist })

function send(reply: DatasetReply): void {
  parentPort?.postMessage(reply)
}

function contentsOf({ name, data, known }: ReadDataset): DatasetReply {
  const { side, classNames, train, test, passedOver } = data
  const size = side * side
  const samples = classNames.slice(0, CLASSES).map((_, label) => {
    const numbers = sampleOrder(train.labels, label, SAMPLE_SEED).slice(0, SAMPLES)
    return numbers.map((number) => train.pixels.slice(number * size, (number + 1) * size))
  })
  return {
    kind: 'result',
    result: {
      kind: 'read',
      contents: {
        folder,
        name,
        side,
        classNames,
        train: classCounts(train.labels, classNames.length),
        test: classCounts(test.labels, classNames.length),
        splitSeed: data.source.splitSeed,
        samples,
        passedOver,
        known: known?.name ?? null,
      },
    },
  }
}

try {
  const read = await readDataset(folder, datasets, {
    ...DEFAULT_IMPORT,
    onProgress: (done, all) => {
      if (done % TOLD_EVERY === 0) send({ kind: 'progress', done, all })
    },
  })
  send(contentsOf(read))
  parentPort?.on('message', ({ name }: DatasetOrder) => {
    Promise.resolve()
      .then(() => storeDataset(read, datasets, { name: checkedName(name) }))
      .then(({ dataset }) => send({ kind: 'result', result: { kind: 'stored', dataset } }))
      .catch((error: unknown) => send({ kind: 'refused', reason: errorMessage(error) }))
  })
} catch (error) {
  send({ kind: 'refused', reason: errorMessage(error) })
}
