import { afterEach, describe, expect, it } from 'vitest'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { SCHEDULE_DEFAULTS } from '#shared/experiment/schedule-defaults'
import { columnNamed } from '#shared/history/column-names'
import { parseSearch } from '#shared/history/filter-expression'
import { plainName } from '#shared/history/filter-words'
import { knownColumn, TABLE_COLUMNS } from '#shared/records/table-columns'
import { cellWords, differenceWords, spreadWords } from '../../../src-renderer/locales/cell-words'
import { i18n } from '../../../src-renderer/locales/i18n'
import { distinctNames, runName } from '../../../src-renderer/locales/run-name'
import { columnLabel, FILTER_WORDS } from '../../../src-renderer/locales/table-words'
import { exampleRun } from '../../helpers/example-runs'

const LANGUAGES = ['en', 'ko'] as const
const speak = (language: 'en' | 'ko'): void => {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}
const plain = (text: string): string => text.replaceAll('\u00A0', ' ')

afterEach(() => speak('en'))

describe('names of columns', () => {
  it.each(LANGUAGES)('are words and no names of files, each for one column, in %s', (language) => {
    speak(language)
    const labels = TABLE_COLUMNS.map(({ id }) => columnLabel(id))
    expect(labels.filter((label) => label.includes('_'))).toEqual([])
    expect(new Set(labels.map(plainName)).size).toBe(TABLE_COLUMNS.length)
  })

  it.each(LANGUAGES)('are taken by the search, as those of files are, in %s', (language) => {
    speak(language)
    for (const column of TABLE_COLUMNS) {
      expect(columnNamed(columnLabel(column.id), FILTER_WORDS)).toBe(column)
      expect(columnNamed(column.id, FILTER_WORDS)).toBe(column)
    }
  })
})

describe('cells', () => {
  const run = exampleRun('a', {
    plan: { optimizer: OPTIMIZER_DEFAULTS.adam, schedule: SCHEDULE_DEFAULTS['one-cycle'] },
    record: { seconds: 507, parameters: 218_058, validationAccuracy: 0.8827 },
  })
  const cell = (id: string): string => plain(cellWords(knownColumn(id), knownColumn(id).value(run)))

  it('speak English', () => {
    expect(cell('validation_acc')).toBe('88.27 %')
    expect(cell('parameters')).toBe('218,058')
    expect(cell('time')).toBe('8 min 27 s')
    expect(cell('activation')).toBe('SELU')
    expect(cell('hidden_size_list')).toBe('256-64')
    expect(cell('dropout_kind')).toBe('Alpha dropout')
    expect(cell('stop_reason')).toBe('Completed')
    expect(cell('use_batchnorm')).toBe('no')
    expect(cell('schedule')).toMatch(/^1-cycle \(Rise fraction: 0\.5, /)
    expect(cell('optimizer_constants')).toMatch(/^Beta 1: 0\.9, /)
    expect(cell('early_stopping')).toBe('off')
    expect(cellWords(knownColumn('validation_loss'), null)).toBe('none')
  })

  it('speak Korean', () => {
    speak('ko')
    expect(cell('validation_acc')).toBe('88.27 %')
    expect(cell('time')).toBe('8분 27초')
    expect(cell('dropout_kind')).toBe('알파 드롭아웃')
    expect(cell('stop_reason')).toBe('완료')
    expect(cell('early_stopping')).toBe('끔')
    expect(cellWords(knownColumn('validation_loss'), null)).toBe('없음')
  })

  it.each(LANGUAGES)('are found by the words that they show, in %s', (language) => {
    speak(language)
    const ids = [
      'activation',
      'weight_init_std',
      'dropout_kind',
      'optimizer',
      'scaling',
      'sampling',
      'stop_reason',
      'origin',
    ]
    for (const id of [
      ...ids,
      'use_batchnorm',
      'use_dropout',
      'validation_acc',
      'time',
      'parameters',
      'early_stopping',
      'hidden_size_list',
    ]) {
      const search = `${columnLabel(id)} = ${cell(id)}`
      const parsed = parseSearch(search, FILTER_WORDS)
      expect(parsed.ok && parsed.test(run), search).toBe(true)
    }
  })

  it('tell spreads and differences in the same units', () => {
    expect(plain(spreadWords(knownColumn('test_acc'), 0.8827, 0.0012))).toBe('88.27 ± 0.12 %')
    expect(plain(spreadWords(knownColumn('time'), 61, 2))).toBe('1 min 1 s ± 2 s')
    expect(plain(differenceWords(knownColumn('test_acc'), -0.0012))).toBe('−0.12 pp')
  })
})

describe('names of runs', () => {
  it('tell the network, its activation and the seed, unless somebody named the run', () => {
    expect(runName(exampleRun('a', { plan: { seed: 5 } }))).toBe('256-64 · SELU · seed 5')
    speak('ko')
    expect(runName(exampleRun('a', { plan: { seed: 5 } }))).toBe('256-64 · SELU · 시드 5')
    expect(runName(exampleRun('a', { annotations: { title: 'Our best' } }))).toBe('Our best')
    expect(runName(exampleRun('a', { summary: { origin: 'imported' } }))).toBe('256-64 · SELU')
  })

  it('are told apart by the settings that differ, and else by the id', () => {
    const runs = [
      exampleRun('one-AAAA', { plan: { batchSize: 128 } }),
      exampleRun('two-BBBB', { plan: { batchSize: 256 } }),
      exampleRun('three-CCCC', { plan: { batchSize: 256 } }),
      exampleRun('four-DDDD', { plan: { seed: 9 } }),
    ]
    expect([...distinctNames(runs).values()]).toEqual([
      '256-64 · SELU · seed 1 · Batch size 128',
      '256-64 · SELU · seed 1 · Batch size 256 …BBBB',
      '256-64 · SELU · seed 1 · Batch size 256 …CCCC',
      '256-64 · SELU · seed 9',
    ])
  })
})
