import type { Experiment, TrainingPlan } from '../experiment/experiment'
import type { Field, Fields } from '../experiment/field'
import { DESIGN_FIELDS, PLAN_FIELDS } from '../experiment/fields'
import { significantText } from './number-text'
import type { CellValue, ColumnType } from './table-cell'

/** What one column of the run table shows of an experiment. */
export interface Setting {
  readonly id: string
  readonly type: ColumnType
  readonly value: (experiment: Experiment) => CellValue
}

const settingTexts = new WeakMap<object, string>()

/** The text of a setting that is an object, made once: experiments never change, and tables ask for it again and again. */
function textOnce<T extends object>(setting: T, make: (setting: T) => string): string {
  const known = settingTexts.get(setting)
  if (known !== undefined) return known
  const text = make(setting)
  settingTexts.set(setting, text)
  return text
}

/** Constants of a setting with a kind, as `momentum=0.9 epsilon=1e-8`. */
function constantsText(value: object): string {
  return Object.entries(value)
    .filter(([name]) => name !== 'kind')
    .map(
      ([name, constant]) =>
        `${name}=${typeof constant === 'number' ? significantText(constant, 6) : String(constant)}`,
    )
    .join(' ')
}

function scheduleText(schedule: TrainingPlan['schedule']): string {
  return `${schedule.kind} ${constantsText(schedule)}`.trim()
}

function augmentationText({ shift, flip }: TrainingPlan['augmentation']): string {
  const parts = [shift > 0 ? `shift ${shift}` : '', flip ? 'flip' : ''].filter((part) => part !== '')
  return parts.length === 0 ? 'none' : parts.join(' + ')
}

/** Widths as the 14-column table writes them: `[512, 256, 128]`. */
export function widthsText(widths: readonly number[]): string {
  return `[${widths.join(', ')}]`
}

const usesDropout = ({ design }: Experiment): boolean => design.dropout.kind !== 'none'

/** Columns of fields that are more than one plain value. */
const COMPOSED: readonly Setting[] = [
  {
    id: 'hidden_size_list',
    type: 'list',
    value: ({ design }) => textOnce(design.hidden, widthsText),
  },
  { id: 'use_dropout', type: 'boolean', value: usesDropout },
  {
    id: 'dropout_ratio',
    type: 'number',
    value: (experiment) => (usesDropout(experiment) ? experiment.design.dropout.ratio : null),
  },
  { id: 'dropout_kind', type: 'text', value: ({ design }) => design.dropout.kind },
  { id: 'optimizer', type: 'text', value: ({ plan }) => plan.optimizer.kind },
  {
    id: 'optimizer_constants',
    type: 'text',
    value: ({ plan }) => textOnce(plan.optimizer, constantsText),
  },
  { id: 'schedule', type: 'text', value: ({ plan }) => textOnce(plan.schedule, scheduleText) },
  {
    id: 'augmentation',
    type: 'text',
    value: ({ plan }) => textOnce(plan.augmentation, augmentationText),
  },
]

/** The type of the column of a field that is one plain value; null where it is more. */
function plainType(field: Field): ColumnType | null {
  switch (field.type) {
    case 'number':
      return field.whole ? 'integer' : 'number'
    case 'switch':
      return 'boolean'
    case 'choice':
    case 'choice or number':
      return 'text'
    default:
      return null
  }
}

function columnsOf(part: 'design' | 'plan', fields: Fields): readonly Setting[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    (field.columns ?? []).map((id): Setting => {
      const composed = COMPOSED.find((candidate) => candidate.id === id)
      if (composed !== undefined) return composed
      const type = plainType(field)
      if (type === null) throw new Error(`Nobody says what the column ${id} of ${part}.${name} shows.`)
      const value = (experiment: Experiment): CellValue => {
        const values: Readonly<Record<string, unknown>> = experiment[part]
        return values[name] as CellValue
      }
      return { id, type, value }
    }),
  )
}

/** Tables began with these, in this order; the other columns follow in the order of their rows. */
const FIRST: readonly string[] = [
  'seed',
  'dropout_kind',
  'init_draw',
  'scaling',
  'validation_share',
  'sampling',
  'schedule',
  'optimizer_constants',
]

const rank = ({ id }: Setting): number => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length)

/** Every column of a setting, from the rows of the fields. */
export const SETTINGS: readonly Setting[] = [
  ...columnsOf('design', DESIGN_FIELDS),
  ...columnsOf('plan', PLAN_FIELDS),
].sort((a, b) => rank(a) - rank(b))
