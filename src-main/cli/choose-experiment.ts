import { isUtf8 } from 'node:buffer'
import { shapeOf } from '#shared/experiment/dataset-description'
import type { Experiment } from '#shared/experiment/experiment'
import type { ExperimentProblem } from '#shared/experiment/experiment-problem'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { fittedExperiment } from '#shared/experiment/fitted-experiment'
import { isObject } from '#shared/experiment/plain-object'
import { findPreset, PRESETS } from '#shared/experiment/presets'
import { holdsExperimentText, readExperimentText } from '#shared/records/experiment-text'
import { RUN_FORMAT } from '#shared/records/run-record'
import { parseJson } from '#shared/records/safe-json'
import { readWholeFile } from '../base/read-file'
import { checkFit } from '../trainer/data-files'
import { CommandError } from './command-error'
import type { OptionHelp, ParsedArguments } from './parsed-arguments'
import type { RunData } from './run-data'

const LARGEST_DESIGN = 1_000_000

/** Options by which an experiment is chosen. */
export const EXPERIMENT_OPTIONS: readonly OptionHelp[] = [
  { name: 'preset', value: 'ID', text: 'a preset of the lab; `lab presets` lists them' },
  {
    name: 'design',
    value: 'FILE|TEXT',
    text: 'an experiment as JSON, the record of a run, or a text that begins with onn1:',
  },
  { name: 'seed', value: 'N', text: 'seed in place of the given one' },
  { name: 'iterations', value: 'N', text: 'iterations in place of the given ones' },
]

/** A sentence as the second half of another. */
function asClause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** Every fault, in one sentence. */
export function faultSentence(problems: readonly Pick<ExperimentProblem, 'message'>[]): string {
  if (problems.length === 0) return 'It cannot be read.'
  return `${problems.map(({ message }) => message.replace(/\.$/, '')).join('; ')}.`
}

/** The JSON of a file that somebody has named. */
export async function readNamedJson(file: string): Promise<unknown> {
  const bytes = await readWholeFile(file, LARGEST_DESIGN)
  if (!isUtf8(bytes)) throw new CommandError(`Cannot read ${file}: it is not UTF-8 text.`)
  const text = bytes.toString('utf8')
  const json = parseJson(text)
  if (json.ok) return json.value
  throw new CommandError(`Cannot use ${file}: ${asClause(json.reason)}`)
}

function experimentOfText(text: string): Experiment {
  const read = readExperimentText(text)
  if (read.ok) return read.experiment
  throw new CommandError(`Cannot use the text after --design: ${asClause(read.reason)}`)
}

async function readDesign(file: string): Promise<unknown> {
  if (holdsExperimentText(file)) return experimentOfText(file)
  const value = await readNamedJson(file)
  return isObject(value) && value.format === RUN_FORMAT ? value.experiment : value
}

function withChanges(source: unknown, args: ParsedArguments): unknown {
  const changes = { seed: args.number('seed'), iterations: args.number('iterations') }
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  if (!isObject(source) || !isObject(source.plan)) return source
  return { ...source, plan: { ...source.plan, ...given } }
}

function presetExperiment(id: string): Experiment {
  const preset = findPreset(id)
  if (preset !== undefined) return preset.experiment
  const known = PRESETS.map((candidate) => candidate.id).join(', ')
  throw new CommandError(`There is no preset ${JSON.stringify(id)}; there are ${known}.`)
}

/** The experiment for the data that it is trained on: the first and the last layer follow from data that are described. */
export function madeFor(experiment: Experiment, { data, dataset }: RunData): Experiment {
  const fitted = dataset === undefined ? experiment : fittedExperiment(experiment, shapeOf(dataset))
  const parsed = parseExperiment(fitted, { images: data.trainLabels.length + data.testLabels.length })
  if (!parsed.ok) throw new CommandError(`Cannot train this on these data: ${faultSentence(parsed.problems)}`)
  checkFit(fitted.design, data)
  return parsed.experiment
}

/** The experiment that the arguments ask for, with every limit checked before anything is started. */
export async function chooseExperiment(args: ParsedArguments): Promise<Experiment> {
  const [preset, design] = [args.text('preset'), args.text('design')]
  if ((preset === undefined) === (design === undefined)) {
    throw new CommandError(
      'Say what to train with either --preset ID or --design FILE; `lab presets` lists the presets.',
    )
  }
  const source = design === undefined ? presetExperiment(preset ?? '') : await readDesign(design)
  const parsed = parseExperiment(withChanges(source, args))
  if (parsed.ok) return parsed.experiment
  const where = design === undefined ? `the preset ${preset} like this` : design
  throw new CommandError(`Cannot use ${where}: ${faultSentence(parsed.problems)}`)
}
