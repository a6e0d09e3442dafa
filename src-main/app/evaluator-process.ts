import { join } from 'node:path'
import type { RunEvaluation } from '#shared/evaluation/run-evaluation'
import type { Classification, DataImage, NearestImage } from '#shared/ipc'
import type { Attribution, AttributionMethod } from '#shared/network/attribution'
import type { Library } from '../library/library'
import type { EvaluatorRequests } from '../trainer/process-contract'
import { UtilityHandle } from './utility-handle'

/** Training images that are shown beside a picture. */
const NEAREST = 5

/** Answers questions about images and trained networks in a process of its own, while training goes on in another. */
export class EvaluatorProcess {
  readonly #handle = new UtilityHandle<EvaluatorRequests>({
    name: 'The evaluator',
    file: join(import.meta.dirname, 'evaluator.js'),
  })
  #fingerprint: Promise<string> | null = null

  /** SHA-256 of the data set. */
  fingerprint(): Promise<string> {
    this.#fingerprint ??= this.#handle.request('fingerprint').catch((error: unknown) => {
      this.#fingerprint = null
      throw error
    })
    return this.#fingerprint
  }

  image(split: 'train' | 'test', index: number): Promise<DataImage> {
    return this.#handle.request('image', split, index)
  }

  testLabels(): Promise<Uint8Array> {
    return this.#handle.request('testLabels')
  }

  nearest(pixels: Uint8Array): Promise<readonly NearestImage[]> {
    return this.#handle.request('nearest', pixels, NEAREST)
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
    const [{ experiment }, weights] = await Promise.all([library.record(id), library.weights(id)])
    if (weights === null) throw new Error(`The weights of run ${id} are not on this computer.`)
    await this.#handle.request('hold', id, experiment, weights)
    const answer = await question()
    if (answer === null) throw new Error(`The network of run ${id} could not be opened.`)
    return answer
  }

  /** All that the weights of a run say about the test images; null where the weights are not on this computer. */
  async evaluate(library: Library, id: string): Promise<RunEvaluation | null> {
    const [{ experiment }, weights] = await Promise.all([library.record(id), library.weights(id)])
    return weights === null ? null : this.#handle.request('evaluate', experiment, weights)
  }

  stop(milliseconds: number): Promise<void> {
    return this.#handle.stop(milliseconds)
  }
}
