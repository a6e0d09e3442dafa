import type { Experiment } from '#shared/experiment/experiment'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { REFERENCE_ROWS, type ReferenceRow } from '#shared/experiment/reference-rows'
import { isBelieved } from '#shared/history/standing'
import type { RunRecord } from '#shared/records/run-record'
import { printableJson } from '../../base/printable-text'
import { type Library, openLibrary } from '../../library/library'
import { CommandError } from '../command-error'
import type { ParsedArguments } from '../parsed-arguments'
import { recordRun } from '../record-run'
import { dataToTrainOn } from '../run-data'
import { TRAINING_OPTIONS, trainingChoices } from '../training-options'
import type { CommandContext, Verb } from '../verb'

type Variant = 'as recorded' | 'our rate'
const VARIANTS: readonly Variant[] = ['as recorded', 'our rate']

interface Reproduced {
  readonly row: ReferenceRow
  readonly variant: Variant
  readonly record: RunRecord
  /** Why the result is in no file, where it is in none. */
  readonly unwritten: string | null
}

function chosenRows(args: ParsedArguments): readonly ReferenceRow[] {
  const only = args.all('only').flatMap((text) => text.split(','))
  if (only.length === 0) return REFERENCE_ROWS
  return only.map((name) => {
    const row = REFERENCE_ROWS.find(({ id }) => id === name || id === `reference-${name}`)
    if (row !== undefined) return row
    const known = REFERENCE_ROWS.map(({ id }) => id.slice('reference-'.length)).join(', ')
    throw new CommandError(`There is no reference row ${JSON.stringify(name)}; there are ${known}.`)
  })
}

function experimentOf(row: ReferenceRow, variant: Variant, args: ParsedArguments): Experiment {
  const { plan } = row.experiment
  const changed = {
    ...plan,
    seed: args.number('seed') ?? plan.seed,
    iterations: args.number('iterations') ?? plan.iterations,
    learningRate: variant === 'our rate' ? row.ourLearningRate : plan.learningRate,
  }
  const parsed = parseExperiment({ ...row.experiment, plan: changed })
  if (parsed.ok) return parsed.experiment
  throw new CommandError(parsed.problems[0]?.message ?? 'The row cannot be trained like this.')
}

/** A completed run of the same experiment in the library; three of the rows have the same settings. */
async function knownRun(library: Library, experiment: Experiment, data: string): Promise<RunRecord | null> {
  const wanted = JSON.stringify(experiment)
  const found = (await library.list()).find(
    (run) =>
      isBelieved(run) &&
      run.record.stopReason === 'completed' &&
      run.record.data === data &&
      JSON.stringify(run.record.experiment) === wanted,
  )
  return found === undefined ? null : library.record(found.record.id)
}

function accuracy(value: number | null): string {
  return value === null ? '' : value.toFixed(4)
}

function tableRow({ row, variant, record }: Reproduced): readonly string[] {
  const { design, plan } = record.experiment
  return [
    row.id.slice('reference-'.length) + (row.stoppedEarly ? ' *' : ''),
    `[${design.hidden.join(', ')}]`,
    variant,
    String(plan.learningRate),
    accuracy(row.theirTrainAccuracy),
    accuracy(record.trainAccuracy),
    accuracy(row.theirTestAccuracy),
    accuracy(record.testAccuracy),
    row.theirSeconds?.toFixed(1) ?? '',
    record.seconds?.toFixed(1) ?? '',
    record.stopReason ?? '',
  ]
}

const TITLES = [
  'row',
  'hidden',
  'variant',
  'rate',
  'their train',
  'our train',
  'their test',
  'our test',
  'their s',
  'our s',
  'ended',
]

function tableLines(all: readonly Reproduced[]): readonly string[] {
  const rows = [TITLES, ...all.map(tableRow)]
  const widths = TITLES.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const text = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  const footnote = all.some(({ row }) => row.stoppedEarly)
    ? ['', '* recorded there as 10,000 iterations, but stopped early, as its time shows']
    : []
  return [...text.slice(0, 1), rule, ...text.slice(1), ...footnote]
}

function jsonRow({ row, variant, record }: Reproduced) {
  return {
    row: row.id,
    variant,
    id: record.id,
    theirTrainAccuracy: row.theirTrainAccuracy,
    trainAccuracy: record.trainAccuracy,
    theirTestAccuracy: row.theirTestAccuracy,
    testAccuracy: record.testAccuracy,
    theirSeconds: row.theirSeconds,
    seconds: record.seconds,
    stoppedEarly: row.stoppedEarly,
    stopReason: record.stopReason,
    iterations: record.iterations,
  }
}

async function reproduceAll(
  library: Library,
  args: ParsedArguments,
  context: CommandContext,
): Promise<readonly Reproduced[]> {
  const rows = chosenRows(args)
  const choices = trainingChoices(args)
  const on = await dataToTrainOn(args, context)
  const all: Reproduced[] = []
  for (const row of rows) {
    for (const variant of VARIANTS) {
      const experiment = experimentOf(row, variant, args)
      context.output.note(`${row.id}, ${variant}:`)
      const known = args.flag('again') ? null : await knownRun(library, experiment, on.data.fingerprint)
      const run = {
        id: library.newId(),
        experiment,
        on,
        author: args.text('name') ?? '',
        resumes: false,
        checkpoint: null,
      }
      const { record, unwritten } =
        known === null ? await recordRun(library, run, choices, context) : { record: known, unwritten: null }
      all.push({ row, variant, record, unwritten })
      if (unwritten !== null) context.output.note(unwritten)
      if (unwritten !== null || record.stopReason === 'stopped') return all
    }
  }
  return all
}

/** Trains the known rows of the reference project's table, and prints theirs beside ours. */
export const reproduce: Verb = {
  usage: '',
  options: [
    { name: 'only', value: 'ROW', text: 'only that row: 0 to 4, 87 to 91 or final', repeated: true },
    { name: 'seed', value: 'N', text: 'seed of all runs (default: 1)' },
    { name: 'iterations', value: 'N', text: 'fewer iterations than the 10,000 of the table' },
    { name: 'again', text: 'also trains what the library holds already' },
    ...TRAINING_OPTIONS,
    { name: 'name', value: 'AUTHOR', text: 'your name, as the records show it' },
  ],
  notes: [
    'Each row is trained as recorded and with our rate. What the library holds completed is not trained again.',
  ],
  async run(args, context) {
    const { output } = context
    const library = await openLibrary(args.text('library') ?? context.library)
    try {
      const all = await reproduceAll(library, args, context)
      if (args.flag('json')) output.line(printableJson({ rows: all.map(jsonRow) }))
      else for (const line of tableLines(all)) output.line(line)
      return all.some(({ unwritten }) => unwritten !== null) ? 1 : 0
    } finally {
      await library.close()
    }
  },
}
