import { openSync, writeSync } from 'node:fs'
import { openQueueFolder } from '../../src-main/app/queue-folder'
import type { JobOrder } from '../../src-main/app/training-job'
import { TrainingQueue } from '../../src-main/app/training-queue'
import { testNoise } from '../helpers/inline-training'
import { smallExperiment } from '../helpers/small-runs'

// Uses the queue as the app does, without a pause, and writes into a diary what it wants and what it was promised.
const [folder = '', diary = '', seed = '1'] = process.argv.slice(2)
const noise = testNoise(Number(seed))
const pick = (count: number): number => Math.floor(noise() * count)
const log = openSync(diary, 'a')

const store = openQueueFolder(folder)
const queue = new TrainingQueue(store, (error) => {
  throw error
})
queue.restore((await store.load()).jobs)
queue.release()
let started: JobOrder | null = null

function newOrder(): JobOrder {
  const id = `01${Array.from({ length: 24 }, () => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[pick(32)]).join('')}`
  return { id, kind: 'train', experiment: smallExperiment(pick(1000)), parent: null, resumes: false }
}

function change(): Promise<void> {
  const count = queue.waiting.length
  const at = (): string => queue.waiting[pick(count)]?.order.id ?? ''
  const action = pick(6)
  if (count < 3 || (action < 2 && count < 9)) return queue.add(newOrder())
  if (action === 2) queue.remove(at())
  else if (action === 3 && started === null) started = queue.start()
  else if (action === 3 && started !== null) {
    queue.done(started.id)
    started = null
  } else queue.move(at(), pick(count))
  return queue.saved()
}

function write(word: string): void {
  const waiting = queue.waiting.map(({ order }) => order.id)
  writeSync(log, `${word} ${[...(started === null ? [] : [started.id]), ...waiting].join(' ')}\n`)
}

write('kept')
process.send?.('ready')
for (;;) {
  const changing = change()
  write('wanted')
  await changing
  write('kept')
}
