import { join } from 'node:path'
import type { RunEvaluation } from '#shared/evaluation/run-evaluation'
import type { Classification, DataImage } from '#shared/ipc'
import type { Library } from '../library/library'
import type { EvaluatorRequests } from '../trainer/process-contract'
import { UtilityHandle } from './utility-handle'

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

  /** Asks the network of a run; its weights are sent over when the evaluator does not have them. */
  async classify(library: Library, id: string, pixels: Uint8Array): Promise<Classification> {
    const known = await this.#handle.request('classify', id, pixels)
    if (known !== null) return known
    const [{ experiment }, weights] = await Promise.all([library.record(id), library.weights(id)])
    if (weights === null) throw new Error(`The weights of run ${id} are not on this computer.`)
    await this.#handle.request('hold', id, experiment, weights)
    const answer = await this.#handle.request('classify', id, pixels)
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
