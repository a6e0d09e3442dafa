import { wilsonInterval } from '#shared/evaluation/wilson-interval'
import { placedFields } from '#shared/experiment/field-paths'
import type { RunCardData } from '#shared/exports/run-card-data'
import { valueAt } from '../lib/object-path'
import type { CardWords } from './card-words'
import { element } from './elements'

/** What is known of a network that came from elsewhere. */
const KNOWN: ReadonlySet<string> = new Set([
  'design.hidden',
  'design.activation',
  'design.batchNormalization',
])

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`

type Fact = readonly [name: string, value: string]

function rows(facts: readonly Fact[]): HTMLElement {
  return element(
    'dl',
    {},
    ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  )
}

/** What came out of the run. */
export function figures({ record, report, isImported }: RunCardData, { word }: CardWords): HTMLElement {
  const images = report?.weighted.support ?? null
  const share = (name: 'testAccuracy' | 'validationAccuracy' | 'trainAccuracy'): readonly Fact[] => {
    const value = record[name]
    return value === null ? [] : [[word(name), percent(value)]]
  }
  const interval = (): readonly Fact[] => {
    if (record.testAccuracy === null || images === null) return []
    const { low, high } = wilsonInterval(Math.round(record.testAccuracy * images), images)
    return [[word('interval'), `${percent(low)} – ${percent(high)}`]]
  }
  const done = word('iterationsOf', { done: record.iterations, planned: record.plannedIterations })
  return rows([
    ...share('testAccuracy'),
    ...interval(),
    ...(record.testLoss === null ? [] : [[word('testLoss'), record.testLoss.toFixed(4)] as const]),
    ...share('validationAccuracy'),
    ...share('trainAccuracy'),
    [word('parameters'), record.parameters.toLocaleString('en-US')],
    ...(isImported ? [] : [[word('iterations'), done] as const]),
    ...(record.seconds === null ? [] : [[word('seconds'), record.seconds.toFixed(1)] as const]),
  ])
}

/** Every setting that is known of the experiment, with the names and choices of the form. */
export function settings({ record: { experiment }, isImported }: RunCardData, words: CardWords): HTMLElement {
  const shown = (path: string, value: unknown): string => {
    if (Array.isArray(value)) return value.length === 0 ? words.word('none') : value.join(' · ')
    if (typeof value === 'boolean') return words.word(value ? 'yes' : 'no')
    return typeof value === 'string' ? words.choice(path, value) : String(value)
  }
  const fields = placedFields(experiment).filter(({ path, field }) =>
    isImported ? KNOWN.has(path) : field.section !== undefined,
  )
  return rows(fields.map(({ path }) => [words.field(path), shown(path, valueAt(experiment, path))] as const))
}

/** How the run is trained again, and how it is seen that it is the same. */
export function replay({ record, text, dataName }: RunCardData, { word }: CardWords): HTMLElement {
  const command = text === null ? null : `lab train --design "${text}"`
  return element(
    'div',
    {},
    element('p', {}, word('replayText', { data: dataName })),
    ...(command === null ? [] : [element('pre', { tabindex: 0 }, element('code', {}, command))]),
    rows([
      [word('run'), record.id],
      ...(record.identity === null ? [] : [[word('identity'), record.identity] as const]),
      ...(record.weightsSha256 === null ? [] : [[word('weights'), record.weightsSha256] as const]),
    ]),
  )
}
