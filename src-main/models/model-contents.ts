import { ACTIVATIONS } from '#shared/experiment/experiment'
import { parameterCount } from '#shared/experiment/parameter-count'
import type { ModelContents } from '#shared/records/model-contents'
import type { Model } from './model'
import { modelHints } from './model-hints'
import { SilentActivationError } from './model-of-layers'
import { readModel } from './read-model'

function contentsOf({ design, classNames, scaling }: Model): ModelContents {
  const { input, hidden, output, activation, batchNormalization } = design
  return {
    widths: [input, ...hidden, output],
    ...{ activation, batchNormalization, classNames, scaling },
    parameters: parameterCount(design),
  }
}

/** Tells what is in a file of a model; throws the end of a sentence for what is none. */
export function modelContents(name: string, bytes: Uint8Array): ModelContents {
  try {
    return contentsOf(readModel(name, bytes, {}))
  } catch (error) {
    if (!(error instanceof SilentActivationError)) throw error
    // Whoever opens it can still say which it is, and with any of them all the rest is known.
    const [any] = ACTIVATIONS
    return { ...contentsOf(readModel(name, bytes, modelHints({ activation: any }))), activation: null }
  }
}
