import { basename } from 'node:path'
import { accuracyText } from '#shared/evaluation/accuracy-text'
import { ACTIVATIONS } from '#shared/experiment/experiment'
import { errorMessage } from '../../base/error-message'
import { LARGEST } from '../../base/file-kinds'
import { printableJson } from '../../base/printable-text'
import { readWholeFile } from '../../base/read-file'
import { openLibrary } from '../../library/library'
import { addModel } from '../../models/add-model'
import type { Model } from '../../models/model'
import { modelHints } from '../../models/model-hints'
import { modelRecord } from '../../models/model-record'
import type { ModelTexts } from '../../models/model-texts'
import { readModel } from '../../models/read-model'
import { CommandError } from '../command-error'
import type { ParsedArguments } from '../parsed-arguments'
import { DATA_OPTION, DATASET_OPTION, dataToTrainOn } from '../run-data'
import type { Verb } from '../verb'

/** What the arguments say of a model that its file may not. */
function hintsOf(args: ParsedArguments): ModelTexts {
  const [activation, normalize] = [args.text('activation'), args.text('normalize')]
  const [mean = Number.NaN, deviation = Number.NaN, ...others] = (normalize ?? '').split(',').map(Number)
  if (normalize !== undefined && (others.length > 0 || !Number.isFinite(mean) || !(deviation > 0)))
    throw new CommandError(
      `--normalize is ${JSON.stringify(normalize)}, but must be a mean and a deviation of pixels from 0 to 1, such as 0.286,0.353.`,
    )
  return modelHints({
    activation,
    normalization: normalize === undefined ? undefined : { mean, deviation },
  })
}

function modelOf(path: string, bytes: Uint8Array, hints: ModelTexts): Model {
  try {
    return readModel(path, bytes, hints)
  } catch (error) {
    throw new CommandError(`Cannot use ${path}: ${errorMessage(error)}.`)
  }
}

/** Takes a trained network of another program into the library. */
export const importModel: Verb = {
  usage: 'FILE',
  options: [
    {
      name: 'activation',
      value: 'NAME',
      text: `of the hidden layers, where the file does not say: ${ACTIVATIONS.join(', ')}`,
    },
    {
      name: 'normalize',
      value: 'MEAN,DEVIATION',
      text: 'how its pixels were normalized after they were brought to 0 to 1 (default: not)',
    },
    { name: 'title', value: 'TEXT', text: 'what the run is called (default: the name of the file)' },
    { ...DATASET_OPTION, text: 'data on which it is tried (default: Fashion-MNIST)' },
    DATA_OPTION,
  ],
  notes: [
    'It reads .onnx, .safetensors and .npz of fully connected networks, each hidden layer with the same activation.',
    'The network becomes a run that can be tried on pictures, reported on and exported. Its training is not known, so it cannot be replayed.',
  ],
  async run(args, context) {
    const { output } = context
    const [path, ...others] = args.positional
    if (path === undefined || others.length > 0)
      throw new CommandError('lab import-model takes one file: .onnx, .safetensors or .npz.')
    const hints = hintsOf(args)
    const bytes = await readWholeFile(path, LARGEST.weights)
    const model = modelOf(path, bytes, hints)
    const triedOn = await dataToTrainOn(args, context)
    const name = basename(path)
    const made = modelRecord(model, { name, bytes }, triedOn)
    const library = await openLibrary(args.text('library') ?? context.library)
    try {
      const outcome = await addModel(library, made, args.text('title') ?? name)
      const { id, testAccuracy, experiment, parameters } = made.record
      if (args.flag('json'))
        output.line(printableJson({ id, added: outcome === 'added', testAccuracy, parameters }))
      else {
        const { input, hidden, output: classes, activation } = experiment.design
        output.line(
          `${outcome === 'added' ? 'Added' : 'Known'}: run ${id}, ${[input, ...hidden, classes].join('-')}, ${activation}`,
        )
        output.line(
          `test accuracy ${accuracyText(testAccuracy ?? 0, triedOn.data.testLabels.length)}, ${parameters} parameters`,
        )
      }
      return 0
    } finally {
      await library.close()
    }
  },
}
