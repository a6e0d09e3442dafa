import { join } from 'node:path'
import type { Experiment } from '#shared/experiment/experiment'
import type { RunRecord } from '#shared/records/run-record'
import { type Library, openLibrary } from '../../library/library'
import { arithmeticOf } from '../../trainer/engines'
import { chooseExperiment, EXPERIMENT_OPTIONS, madeFor } from '../choose-experiment'
import { CommandError } from '../command-error'
import { findRun } from '../find-run'
import type { ParsedArguments } from '../parsed-arguments'
import { type RecordedRun, recordRun } from '../record-run'
import { recordedRun } from '../recorded-run'
import { resultJson } from '../result-json'
import { dataOfRun, DATASET_OPTION, dataToTrainOn, type RunData } from '../run-data'
import { runLines, runReport } from '../run-report'
import { checkShareFolder, shareRun } from '../share-run'
import { TRAINING_OPTIONS, trainingChoices } from '../training-options'
import type { CommandContext, Output, Verb } from '../verb'

interface Subject {
  readonly id: string
  readonly experiment: Experiment
  readonly on: RunData
  readonly resumes: boolean
  readonly checkpoint: Uint8Array | null
}

interface Shown {
  readonly output: Output
  readonly asJson: boolean
}

async function resumed(
  library: Library,
  args: ParsedArguments,
  context: CommandContext,
  arithmetic: string,
): Promise<Subject> {
  const id = await findRun(library, args.text('resume') ?? '')
  const on = await dataOfRun(await library.record(id), args, context)
  const computing = { data: on.data.fingerprint, arithmetic }
  const { record, checkpoint } = await library.prepareResumption(id, computing)
  return { id, experiment: record.experiment, on, resumes: true, checkpoint }
}

/** Shows how a run ended; false where that could not be written. */
function showResult(
  { record, unwritten }: RecordedRun,
  labels: Uint8Array,
  library: Library,
  context: Shown,
): boolean {
  const { output, asJson } = context
  if (asJson) output.line(resultJson(record, unwritten))
  else {
    for (const line of runLines(record)) output.line(line)
    if (record.predictions !== null) for (const line of runReport(record, labels)) output.line(line)
    if (unwritten === null) output.line(`Recorded in ${join(library.directory, 'runs', record.id)}`)
  }
  if (unwritten === null) return true
  output.note(unwritten)
  output.note(
    `The result above is in no file. When there is space again, \`lab train --resume ${record.id}\` comes to the same one from the last checkpoint.`,
  )
  return false
}

/** Shows a run that was there before; its figures are those that another training would come to. */
function showRecorded(record: RunRecord, { output, asJson }: Shown): number {
  output.note(`This experiment is recorded already: run ${record.id}.`)
  if (asJson) output.line(resultJson(record))
  else for (const line of runLines(record)) output.line(line)
  return 0
}

/** What the arguments ask for, before the library is touched: a mistake in them must not cost a look at 10,000 runs. */
async function wantedExperiment(
  args: ParsedArguments,
  context: CommandContext,
): Promise<Pick<Subject, 'experiment' | 'on'> | null> {
  if (args.positional.length > 0)
    throw new CommandError(`lab train takes options only, not ${JSON.stringify(args.positional[0])}.`)
  if (args.text('resume') === undefined) {
    const experiment = await chooseExperiment(args)
    const on = await dataToTrainOn(args, context)
    return { experiment: madeFor(experiment, on), on }
  }
  const others = [...EXPERIMENT_OPTIONS, DATASET_OPTION].filter(({ name }) => args.text(name) !== undefined)
  if (others.length > 0)
    throw new CommandError(
      `--resume keeps the settings of the run, so --${others[0]?.name} cannot be given with it.`,
    )
  return null
}

/** Trains an experiment, or goes on with one, and records it. */
export const train: Verb = {
  usage: '--preset ID | --design FILE | --resume ID',
  options: [
    ...EXPERIMENT_OPTIONS,
    DATASET_OPTION,
    { name: 'resume', value: 'ID', text: 'resumes an interrupted or stopped run' },
    { name: 'unless-recorded', text: 'trains nothing where the library holds the same run, ended' },
    ...TRAINING_OPTIONS,
    { name: 'folder', value: 'DIR', text: 'shares the run through this folder when it has ended' },
    { name: 'name', value: 'AUTHOR', text: 'your name, as the record shows it' },
  ],
  notes: [
    'Ctrl-C stops and keeps what was trained; Ctrl-C again quits at once and keeps the last checkpoint, and so does a closed terminal.',
    'With --json the last line on stdout is one JSON object.',
  ],
  async run(args, context) {
    const { output } = context
    const wanted = await wantedExperiment(args, context)
    const folder = args.text('folder')
    if (folder !== undefined) await checkShareFolder(folder)
    const choices = trainingChoices(args)
    const library = await openLibrary(args.text('library') ?? context.library)
    try {
      const subject =
        wanted === null
          ? await resumed(library, args, context, arithmeticOf(choices.engine))
          : { ...wanted, id: library.newId(), resumes: false, checkpoint: null }
      if (args.flag('unless-recorded') && !subject.resumes) {
        const known = await recordedRun(library, subject, arithmeticOf(choices.engine))
        if (known !== null) return showRecorded(known, { output, asJson: args.flag('json') })
      }
      const author = args.text('name') ?? ''
      const recorded = await recordRun(library, { ...subject, author }, choices, context)
      const { testLabels } = subject.on.data
      if (!showResult(recorded, testLabels, library, { output, asJson: args.flag('json') })) return 1
      if (folder !== undefined && !(await shareRun(library, folder, output))) return 1
    } finally {
      await library.close()
    }
    return 0
  },
}
