import { classCounts } from '#shared/data/labels'
import { DATA_LIMITS } from '#shared/experiment/data-shape'
import type { Dataset } from '#shared/ipc'
import { printableJson } from '../../base/printable-text'
import { addDataset, type AddedDataset } from '../../library/dataset-import/add-dataset'
import { DEFAULT_IMPORT } from '../../library/dataset-import/prepared-data'
import { CommandError } from '../command-error'
import type { ParsedArguments } from '../parsed-arguments'
import { datasetsOf } from '../run-data'
import type { CommandContext, Verb } from '../verb'

const MOST_SEED = 4_294_967_295
/** So many pictures take a second or a few. */
const TOLD_EVERY = 500

function datasetLine({ name, fingerprint, side, classNames, trainImages, testImages }: Dataset): string {
  return `${fingerprint.slice(0, 8)}  ${name}: ${classNames.length} classes, ${side} x ${side}, ${trainImages} to train on, ${testImages} to test with`
}

async function list(args: ParsedArguments, context: CommandContext): Promise<number> {
  if (args.positional.length > 1)
    throw new CommandError(`lab data list takes options only, not ${JSON.stringify(args.positional[1])}.`)
  const { output } = context
  const { datasets, problems } = await datasetsOf(args, context).list()
  if (args.flag('json')) output.line(printableJson(datasets))
  else for (const dataset of datasets) output.line(datasetLine(dataset))
  for (const { file, reason } of problems) output.note(`Passed over ${file}: ${reason}`)
  return 0
}

const OUTCOMES: Readonly<Record<AddedDataset['outcome'], string>> = {
  added: 'Added:',
  known: 'These data are in the library already:',
  mended: 'These data were damaged in the library and are whole again:',
}

function addedJson({ dataset, outcome, data }: AddedDataset): string {
  const { classNames, ...rest } = dataset
  const [train, test] = [data.train, data.test].map(({ labels }) => classCounts(labels, classNames.length))
  const classes = classNames.map((name, label) => ({ name, train: train?.[label], test: test?.[label] }))
  return printableJson({
    ...rest,
    classes,
    added: outcome === 'added',
    mended: outcome === 'mended',
    passedOver: data.passedOver,
  })
}

function addedLines({ dataset, outcome, data }: AddedDataset): readonly string[] {
  const { classNames } = dataset
  const [train = [], test = []] = [data.train, data.test].map(({ labels }) =>
    classCounts(labels, classNames.length),
  )
  const width = Math.max(...classNames.map((name) => name.length))
  return [
    OUTCOMES[outcome],
    datasetLine(dataset),
    ...classNames.map(
      (name, label) =>
        `  ${name.padEnd(width)}  ${train[label] ?? 0} to train on, ${test[label] ?? 0} to test with`,
    ),
    `Train on them with: lab train --preset final-network --dataset ${JSON.stringify(dataset.name)}`,
  ]
}

async function add(args: ParsedArguments, context: CommandContext): Promise<number> {
  const [, folder, ...others] = args.positional
  if (folder === undefined || others.length > 0) throw new CommandError('lab data add takes one folder.')
  const { output } = context
  const added = await addDataset(folder, datasetsOf(args, context), {
    name: args.text('name'),
    seed: args.whole('seed', 0, MOST_SEED) ?? DEFAULT_IMPORT.seed,
    side: args.whole('side', DATA_LIMITS.side.from, DATA_LIMITS.side.to),
    onProgress: (done, all) => {
      if (done % TOLD_EVERY === 0) output.progress(`${done} of ${all} pictures read`)
    },
  })
  if (args.flag('json')) output.line(addedJson(added))
  else for (const line of addedLines(added)) output.line(line)
  for (const sentence of added.data.passedOver) output.note(sentence)
  return 0
}

/** Adds data of one's own to the library, and lists what is there. */
export const data: Verb = {
  usage: 'add DIR | list',
  options: [
    { name: 'name', value: 'NAME', text: "what the data are called (default: the folder's name)" },
    {
      name: 'seed',
      value: 'N',
      text: 'seed by which test images are drawn where the folder has none (default: 1)',
    },
    {
      name: 'side',
      value: 'N',
      text: 'pixels of a side that pictures become, 8 to 64 (default: their own where all have one such size, else 28)',
    },
  ],
  notes: [
    'DIR holds IDX files, packed or not: train-images-idx3-ubyte and train-labels-idx1-ubyte, and t10k- or test- files of the same kind.',
    'classes.txt beside them may name the classes, a line each.',
    'Or DIR holds a folder of pictures for each class, named as the class; folders called train and test may be around them.',
    'Pictures (PNG, JPEG, GIF, WebP, BMP) become grey squares as on the Image page. The folder is only read; the library keeps a copy.',
  ],
  async run(args, context) {
    const [action] = args.positional
    if (action === 'list') return list(args, context)
    if (action === 'add') return add(args, context)
    throw new CommandError('lab data takes one of two words: add DIR, or list.')
  },
}
