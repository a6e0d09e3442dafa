import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { errorMessage } from '../base/error-message'
import { LARGEST } from '../base/file-kinds'
import { readWholeFile } from '../base/read-file'
import { modelContents } from '../models/model-contents'
import { modelHints } from '../models/model-hints'
import { modelRecord } from '../models/model-record'
import { readModel } from '../models/read-model'
import { loadData } from '../trainer/data-files'
import type { ModelOrder, ModelReply } from './read-model-aside'

// The program of a thread that reads one file of a model, tells what is in it, and makes a run of it when it is told to.

const path = workerData as string
const name = basename(path)

function send(reply: ModelReply): void {
  parentPort?.postMessage(reply)
}

const refusal = (error: unknown): ModelReply => ({ kind: 'refused', reason: errorMessage(error) })

/** What a reader of models does; its reason becomes a sentence. */
function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`Cannot use ${name}: ${errorMessage(error)}.`)
  }
}

async function made(bytes: Uint8Array, { words, place, dataset }: ModelOrder): Promise<ModelReply> {
  const model = reading(() => readModel(name, bytes, modelHints(words)))
  const data = await loadData(place)
  const all = data.testLabels.length
  const run = modelRecord(model, { name, bytes }, { data, dataset }, (done) =>
    send({ kind: 'progress', done, all }),
  )
  return { kind: 'result', result: { kind: 'made', run } }
}

try {
  const bytes = await readWholeFile(path, LARGEST.weights)
  const contents = reading(() => modelContents(name, bytes))
  send({ kind: 'result', result: { kind: 'read', contents } })
  parentPort?.on(
    'message',
    (order: ModelOrder) => void made(bytes, order).then(send, (error: unknown) => send(refusal(error))),
  )
} catch (error) {
  send(refusal(error))
}
