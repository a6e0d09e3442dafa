import { join } from 'node:path'
import type { DuplicateImages } from '#shared/data/duplicate-images'
import type { ImageStatistics } from '#shared/data/image-statistics'
import type { RunEvaluation } from '#shared/evaluation/run-evaluation'
import type { UsualDistances } from '#shared/evaluation/usual-distance'
import type { Classification, DataImage, NearestImage } from '#shared/ipc'
import type { Attribution, AttributionMethod } from '#shared/network/attribution'
import { dataOf } from '#shared/records/data-of-run'
import type { Library } from '../library/library'
import type { DataPlace } from '../trainer/data-files'
import type { EvaluatorEvent, EvaluatorRequests } from '../trainer/process-contract'
import { UtilityHandle } from './utility-handle'

/** Training images that are shown beside a picture. */
const NEAREST = 5

/** Finds the data with a fingerprint; throws a sentence where they are not on this computer. */
type FindData = (fingerprint: string) => Promise<DataPlace>

/** Answers questions about images and trained networks in a process of its own, while training goes on in another. */
export class EvaluatorProcess {
  readonly #handle: UtilityHandle<EvaluatorRequests>
  readonly #findData: FindData

  /** `onSearch`: told which share of a search for duplicates is done. */
  constructor(findData: FindData, onSearch: (data: string, share: number) => void) {
    this.#findData = findData
    this.#handle = new UtilityHandle({
      name: 'The evaluator',
      file: join(import.meta.dirname, 'evaluator.js'),
      onEvent: (event) => {
        const { data, share } = event as EvaluatorEvent
        onSearch(data, share)
      },
    })
  }

  async image(data: string, split: 'train' | 'test', index: number): Promise<DataImage> {
    return this.#handle.request('image', await this.#findData(data), split, index)
  }

  async images(
    data: string,
    split: 'train' | 'test',
    indices: readonly number[],
  ): Promise<readonly DataImage[]> {
    return this.#handle.request('images', await this.#findData(data), split, indices)
  }

  async labels(data: string, split: 'train' | 'test'): Promise<Uint8Array> {
    return this.#handle.request('labels', await this.#findData(data), split)
  }

  async statistics(data: string): Promise<ImageStatistics> {
    return this.#handle.request('statistics', await this.#findData(data))
  }

  /** null where the search was stopped. */
  async duplicates(data: string): Promise<DuplicateImages | null> {
    return this.#handle.request('duplicates', await this.#findData(data))
  }

  async stopDuplicates(data: string): Promise<void> {
    if (this.#handle.isRunning) await this.#handle.request('stop-duplicates', data)
  }

  async distances(data: string): Promise<UsualDistances> {
    return this.#handle.request('distances', await this.#findData(data))
  }

  async nearest(data: string, pixels: Uint8Array): Promise<readonly NearestImage[]> {
    return this.#handle.request('nearest', await this.#findData(data), pixels, NEAREST)
  }

  classify(library: Library, id: string, pixels: Uint8Array): Promise<Classification> {
    return this.#ask(library, id, () => this.#handle.request('classify', id, pixels))
  }

  explain(
    library: Library,
    id: string,
    pixels: Uint8Array,
    method: AttributionMethod,
    target: number,
  ): Promise<Attribution> {
    return this.#ask(library, id, () => this.#handle.request('explain', id, pixels, method, target))
  }

  /** Asks the network of a run; its weights are sent over when the evaluator does not have them. */
  async #ask<T>(library: Library, id: string, question: () => Promise<T | null>): Promise<T> {
    const known = await question()
    if (known !== null) return known
    const [record, weights] = await Promise.all([library.record(id), library.weights(id)])
    if (weights === null) throw new Error(`The weights of run ${id} are not on this computer.`)
    const data = await this.#findData(dataOf(record))
    await this.#handle.request('hold', id, record.experiment, weights, data)
    const answer = await question()
    if (answer === null) throw new Error(`The network of run ${id} could not be opened.`)
    return answer
  }

  /** All that the weights of a run say about the test images; null where the weights are not on this computer. */
  async evaluate(library: Library, id: string): Promise<RunEvaluation | null> {
    const [record, weights] = await Promise.all([library.record(id), library.weights(id)])
    if (weights === null) return null
    const data = await this.#findData(dataOf(record))
    return this.#handle.request('evaluate', record.experiment, weights, data)
  }

  /** The same of the weights that it had at an iteration which was kept. */
  async evaluateCheckpoint(library: Library, id: string, iteration: number): Promise<RunEvaluation> {
    const [record, weights] = await Promise.all([
      library.record(id),
      library.checkpointWeights(id, iteration),
    ])
    const data = await this.#findData(dataOf(record))
    return this.#handle.request('evaluate', record.experiment, weights, data)
  }

  stop(milliseconds: number): Promise<void> {
    return this.#handle.stop(milliseconds)
  }
}
