import { type FilterWords, plainName } from '#shared/history/filter-words'
import type { Language } from '#shared/language/language'
import { TABLE_COLUMNS } from '#shared/records/table-columns'
import { valueAt } from '../lib/object-path'
import { i18n, MESSAGES } from './i18n'

/*
 * What the table's columns and values are called. The names of files, which pandas sees, stay beside them: in tooltips, in exports,
 * and in the filters, which take every name in both languages.
 */

const { t, te } = i18n.global

/** Where the words of a column's values stand, before the value itself. */
const VALUE_WORDS: Readonly<Record<string, string>> = {
  activation: 'choice.design.activation',
  weight_init_std: 'choice.design.initialization',
  init_draw: 'choice.design.initializationDraw',
  dropout_kind: 'choice.design.dropout.kind',
  optimizer: 'choice.plan.optimizer.kind',
  scaling: 'choice.plan.scaling',
  sampling: 'choice.plan.sampling',
  schedule: 'choice.plan.schedule.kind',
  stop_reason: 'runs.value.stop_reason',
  origin: 'runs.value.origin',
  engine: 'settings.engines',
}

/** What 0 means where it is more than a number. */
const ZERO_WORDS: Readonly<Record<string, string>> = {
  averaging: 'runs.value.off',
  early_stopping: 'runs.value.off',
  gradient_clipping: 'runs.value.off',
  label_smoothing: 'runs.value.off',
  evaluate_every: 'runs.value.automatic',
}

/** What a column is called in the language of the window. */
export function columnLabel(id: string): string {
  const key = `runs.column.${id}`
  return te(key) ? t(key) : id
}

/** Constants such as `momentum=0.9 epsilon=1e-8`, by the names that the form has for them. */
function constantsLabel(rule: 'optimizer' | 'schedule', text: string): string {
  const parts = [...text.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => {
    const key = `field.plan.${rule}.${name}`
    return `${te(key) ? t(key) : name}: ${value}`
  })
  return parts.join(', ')
}

function scheduleLabel(value: string): string {
  const [kind = '', ...constants] = value.split(' ')
  const key = `choice.plan.schedule.kind.${kind}`
  const name = te(key) ? t(key) : kind
  return constants.length === 0 ? name : `${name} (${constantsLabel('schedule', constants.join(' '))})`
}

function augmentationLabel(value: string): string {
  if (value === 'none') return t('runs.value.missing')
  const parts = value.split(' + ').map((part) => {
    const pixels = /^shift (\d+)$/.exec(part)?.[1]
    return pixels === undefined
      ? t('runs.value.augmentation.flip')
      : t('runs.value.augmentation.shift', { pixels })
  })
  return parts.join(', ')
}

const COMPOSED = new Set(['schedule', 'optimizer_constants', 'augmentation', 'hidden_size_list'])
/** Labels that were looked up before: a table asks for the same few again and again. */
const labels: Readonly<Record<Language, Map<string, string>>> = { en: new Map(), ko: new Map() }

/** What a word of a cell is called in the language of the window. */
export function valueLabel(column: string, value: string): string {
  if (!(column in VALUE_WORDS) && !COMPOSED.has(column)) return value
  const known = labels[i18n.global.locale.value]
  const key = `${column} ${value}`
  const label = known.get(key) ?? lookUpLabel(column, value)
  known.set(key, label)
  return label
}

function lookUpLabel(column: string, value: string): string {
  if (column === 'schedule') return scheduleLabel(value)
  if (column === 'optimizer_constants') return constantsLabel('optimizer', value)
  if (column === 'augmentation') return augmentationLabel(value)
  if (column === 'hidden_size_list') return value.replaceAll(/[[\]\s]/g, '').replaceAll(',', '-')
  const key = `${VALUE_WORDS[column] ?? ''}.${value}`
  return te(key) ? t(key) : value
}

/** The word for a 0 that switches something off; null where 0 is a number as others are. */
export function zeroLabel(column: string): string | null {
  const key = ZERO_WORDS[column]
  return key === undefined ? null : t(key)
}

/** The word for a truth value. */
export const booleanLabel = (value: boolean): string => t(`runs.value.boolean.${String(value)}`)

/** The word for what a run does not have. */
export const missingLabel = (): string => t('runs.value.missing')

const LANGUAGES: readonly Language[] = ['en', 'ko']

/** The texts at a key, in both languages. */
function texts(key: string): readonly string[] {
  return LANGUAGES.map((language) => valueAt(MESSAGES[language], key)).filter(
    (text) => typeof text === 'string',
  )
}

const namesOf = (key: string, value: string): readonly (readonly [string, string])[] =>
  texts(key).map((text) => [plainName(text), value] as const)

function valueNames(id: string, type: string): readonly (readonly [string, string])[] {
  if (type === 'boolean')
    return [true, false].flatMap((value) => namesOf(`runs.value.boolean.${String(value)}`, String(value)))
  const zero = ZERO_WORDS[id]
  if (zero !== undefined) return namesOf(zero, '0')
  const path = VALUE_WORDS[id]
  if (path === undefined) return []
  const words = LANGUAGES.map((language) => valueAt(MESSAGES[language], path))
  const values = new Set(
    words.flatMap((known) => (typeof known === 'object' && known !== null ? Object.keys(known) : [])),
  )
  return [...values].flatMap((value) => namesOf(`${path}.${value}`, value))
}

/** All names that the filters of the table take, of both languages. */
export const FILTER_WORDS: FilterWords = {
  columns: new Map(TABLE_COLUMNS.flatMap(({ id }) => namesOf(`runs.column.${id}`, id))),
  values: new Map(TABLE_COLUMNS.map(({ id, type }) => [id, new Map(valueNames(id, type))])),
  missing: new Set(texts('runs.value.missing').map(plainName)),
}
