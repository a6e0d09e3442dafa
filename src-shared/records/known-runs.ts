import type { RowContent } from './import-row'
import type { RunRecord } from './run-record'
import { widthsText } from './table-columns'
import { activationWord, initializationWord, optimizerWord } from './table-words'

/** What the comparison needs of a run: its settings as one text, and its results with their digits. */
interface Values {
  readonly settings: string
  readonly train: Written
  readonly test: Written
  readonly seconds: Written
}

interface Written {
  readonly value: number | null
  /** Digits behind the decimal mark. */
  readonly decimals: number
}

interface Known {
  readonly values: Values
  /** Id of the run where it was trained; null for rows of tables that do not tell. */
  readonly source: string | null
}

type Recorded = Omit<RunRecord, 'predictions'>
type Experiment = RunRecord['experiment']

// Tables are printed with six digits or more; accuracies and times are also rounded to four and then compared as such.
const PRINTED_DIGITS = 6
const FEWEST_DIGITS = 4
const SAME = 0.5e-6

/** A number as a table prints it that keeps six digits of it. */
const printed = (value: number): string => String(Number(value.toPrecision(PRINTED_DIGITS)))

function settingsText({ design, plan }: Experiment): string {
  const initialization = initializationWord(design.initialization)
  return [
    widthsText(design.hidden),
    activationWord(design.activation),
    typeof initialization === 'number' ? printed(initialization) : initialization,
    printed(plan.weightDecay),
    design.dropout.kind === 'none' ? 'none' : printed(design.dropout.ratio),
    design.batchNormalization,
    plan.iterations,
    plan.batchSize,
    printed(plan.learningRate),
    optimizerWord(plan.optimizer.kind),
  ].join(' ')
}

function written(value: number | null, decimals = 0): Written {
  if (value === null) return { value, decimals: 0 }
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const own = Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - Number(exponent))
  // A cell may write zeros behind its last digit; the number alone no longer shows them.
  return { value, decimals: Math.max(own, decimals) }
}

const magnitude = (value: number): number => Number(value.toExponential().split('e')[1])

/** Whether one value is the other one with fewer digits, of which at least four must be there. */
function isSame(left: Written, right: Written, digitsBefore: (value: number) => number): boolean {
  const [a, b] = [left.value, right.value]
  if (a === null || b === null) return a === b
  const decimals = Math.min(left.decimals, right.decimals, 20)
  const distance = Math.abs(a - b)
  if (decimals + digitsBefore(b) < FEWEST_DIGITS) return distance <= SAME * Math.max(1, Math.abs(b))
  return distance <= 0.50001 * Number(`1e-${decimals}`)
}

// Four digits of an accuracy are those behind the mark; of a time its first four.
const isSameAccuracy = (left: Written, right: Written): boolean => isSame(left, right, () => 0)
const isSameTime = (left: Written, right: Written): boolean =>
  isSame(left, right, (value) => (value === 0 ? 0 : magnitude(value) + 1))

function isSameRun(left: Values, right: Values): boolean {
  return (
    isSameAccuracy(left.train, right.train) &&
    isSameAccuracy(left.test, right.test) &&
    isSameTime(left.seconds, right.seconds)
  )
}

/** Cells of a grid in which a value that is the same can lie; the middle one is its own. */
const accuracyCells = ({ value }: Written): readonly string[] =>
  value === null ? ['-'] : [value, value - 0.6e-4, value + 0.6e-4].map((near) => near.toFixed(4))
const timeCells = ({ value }: Written): readonly string[] =>
  value === null ? ['-'] : [value, value * (1 - 6e-4), value * (1 + 6e-4)].map((near) => near.toPrecision(3))

/**
 * Where values are looked up among runs of the same settings, their own place first. Few runs share one, so that a long table is
 * compared with a long history in linear time.
 */
function places({ test, seconds }: Values): ReadonlySet<string> {
  const times = timeCells(seconds)
  return new Set(accuracyCells(test).flatMap((cell) => times.map((time) => `${cell} ${time}`)))
}

/** The settings of one experiment after the other; a row that was just looked up is added with the same. */
function settingsReader(): (experiment: Experiment) => string {
  let last: { readonly experiment: Experiment; readonly text: string } | null = null
  return (experiment) => {
    if (last?.experiment !== experiment) last = { experiment, text: settingsText(experiment) }
    return last.text
  }
}

function valuesOfRow(
  settings: string,
  { trainAccuracy, testAccuracy, seconds, decimals }: RowContent,
): Values {
  return {
    settings,
    train: written(trainAccuracy, decimals.train),
    test: written(testAccuracy, decimals.test),
    seconds: written(seconds, decimals.seconds),
  }
}

function valuesOfRecord(settings: string, record: Recorded): Values {
  return {
    settings,
    train: written(record.trainAccuracy),
    test: written(record.testAccuracy),
    seconds: written(record.seconds),
  }
}

const hasResult = ({ train, test, seconds }: Values): boolean =>
  train.value !== null || test.value !== null || seconds.value !== null

/** Ids that were made of a row's values name no training. */
const isMadeOfValues = (id: string): boolean => id.startsWith('0000000000')

function sourceOf(record: Recorded): string | null {
  if (record.imported !== undefined) return record.imported.id ?? null
  return record.id
}

const identityKey = (identity: string, iterations: number): string => `${identity} ${iterations}`

/** The runs of a library as rows of a table are compared with them. */
export interface KnownRuns {
  /**
   * Whether the row is a run that is here: by its id, by its identity and iterations, or by its 14 values, of which the results may
   * be written with more or fewer digits.
   */
  readonly has: (row: RowContent) => boolean
  /** Whether a run has this id here. */
  readonly hasId: (id: string) => boolean
  readonly add: (record: Recorded) => void
}

export function createKnownRuns(records: Iterable<Recorded> = []): KnownRuns {
  const ids = new Set<string>()
  const identities = new Set<string>()
  const bySettings = new Map<string, Map<string, Known[]>>()
  const settingsOf = settingsReader()

  function add(record: Recorded): void {
    const source = sourceOf(record)
    ids.add(record.id)
    if (source !== null) ids.add(source)
    const identity = record.imported?.identity ?? record.identity
    const isEndKnown = record.imported === undefined || record.imported.end === true
    if (identity !== null && isEndKnown) identities.add(identityKey(identity, record.iterations))
    const values = valuesOfRecord(settingsOf(record.experiment), record)
    let byPlace = bySettings.get(values.settings)
    if (byPlace === undefined) bySettings.set(values.settings, (byPlace = new Map<string, Known[]>()))
    const [place = ''] = places(values)
    const there = byPlace.get(place)
    if (there === undefined) byPlace.set(place, [{ values, source }])
    else there.push({ values, source })
  }

  function hasValues(row: RowContent): boolean {
    const values = valuesOfRow(settingsOf(row.experiment), row)
    if (!hasResult(values)) return false
    const byPlace = bySettings.get(values.settings)
    if (byPlace === undefined) return false
    const { id } = row.told
    const mayBe = ({ source }: Known): boolean =>
      id === null || source === null || isMadeOfValues(id) || source === id
    for (const place of places(values)) {
      const isHere = byPlace.get(place)?.some((known) => mayBe(known) && isSameRun(known.values, values))
      if (isHere === true) return true
    }
    return false
  }

  function has(row: RowContent): boolean {
    const { id, identity, end } = row.told
    if (id !== null && ids.has(id)) return true
    if (identity !== null && end !== null && identities.has(identityKey(identity, end.iterations)))
      return true
    return hasValues(row)
  }

  for (const record of records) add(record)
  return { has, hasId: (id) => ids.has(id), add }
}
