import { expect, it } from 'vitest'
import { findPreset } from '#shared/experiment/presets'
import type { Language } from '#shared/language/language'
import { readExperimentText } from '#shared/records/experiment-text'
import { parseMarkdownTable } from '#shared/records/markdown-table'
import { packPredictions } from '#shared/records/predictions'
import type { ExportRun } from '../../../../src-main/exports/export-run'
import { markdownDocument } from '../../../../src-main/exports/report/markdown-document'
import { reportOfRuns } from '../../../../src-main/exports/report/report-of-runs'
import { reportWords } from '../../../../src-main/exports/report/report-words'
import { exampleRun } from '../../../helpers/example-runs'

const IMAGES = 10_000

/** A run whose accuracies are given, in percent. */
function run(id: string, validation: number, learningRate: number, title = ''): ExportRun {
  const summary = exampleRun(id, {
    plan: { learningRate },
    record: { validationAccuracy: validation / 100, testAccuracy: 0.5 },
    annotations: { title },
  })
  const labels = Uint8Array.from({ length: IMAGES }, (_, image) => image % 10)
  const predictions = packPredictions(
    labels.map((label) => (label < 5 ? label : 0)),
    10,
  )
  const data = {
    ...{ side: 28, classes: 10, trainImages: new Uint8Array(), trainLabels: new Uint8Array() },
    ...{ testImages: new Uint8Array(), testLabels: labels, fingerprint: 'a' },
  }
  return { record: { ...summary.record, predictions }, summary, weights: null, curves: null, notes: [], data }
}

const markdownReport = (runs: readonly [ExportRun, ...ExportRun[]], language: Language = 'en'): string =>
  markdownDocument(reportOfRuns(runs, reportWords(language), (id) => `${id}.svg`))

const [A, B, C] = ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01ARZ3NDEKTSV4RRFFQ69G5FAW', '01ARZ3NDEKTSV4RRFFQ69G5FAX']

it('a report of one run has its figures, its report, its matrix and a command that trains it again', () => {
  const text = markdownReport([run(A, 90, 0.3, 'a | <b>title</b>')])
  expect(text).toContain('# a \\| \\<b\\>title\\</b\\>')
  expect(text).toContain('| test accuracy | 50.00 % (95 %: 49.02 to 50.98) |')
  expect(text).toContain('| `learning_rate` | 0.3 |')
  const matrix = parseMarkdownTable(text.slice(text.indexOf('## Confusion matrix')))
  expect(matrix[10]?.cells).toEqual(['Ankle boot', '1000', ...Array<string>(9).fill('0')])
  const command = /lab train --design "([^"]*)"/.exec(text)?.[1] ?? ''
  const preset = findPreset('final-network')?.experiment
  expect(readExperimentText(command)).toEqual({ ok: true, experiment: preset })
})

it('a report of several runs ranks them by their validation images and says which cannot be told apart', () => {
  const text = markdownReport([run(A, 80, 0.1), run(B, 90, 0.3, 'best'), run(C, 89.9, 0.2)])
  expect(text).toContain(
    `Best by validation accuracy: **best** (\`${B}\`). Runs that cannot be told apart from it at 95 %: 1.`,
  )
  const rows = parseMarkdownTable(text.slice(0, text.indexOf('##')))
  expect(rows[0]?.cells).toEqual(['name', 'run', 'learning_rate', 'validation', 'test', 'seconds', 'end'])
  expect(rows.slice(1).map(({ cells }) => [cells[1], cells[2]])).toEqual([
    [B, '0.3'],
    [C, '0.2'],
    [A, '0.1'],
  ])
  expect(text.match(/lab train --design/g)).toHaveLength(3)
})

it('a report is in Korean where that is asked for, and keeps the names by which settings are found in files', () => {
  const one = markdownReport([run(A, 90, 0.3)], 'ko')
  expect(one).toContain('| 테스트 정확도 | 50.00 % (95 %: 49.02~50.98) |')
  expect(one).toContain('| `learning_rate` | 0.3 |')
  const several = markdownReport([run(A, 80, 0.1), run(B, 90, 0.3, '좋은 실험')], 'ko')
  expect(several).toContain(`검증 정확도가 가장 높은 실험: **좋은 실험** (\`${B}\`).`)
  expect(several).toContain('| 완료 |')
  const english = /(?:^|[| ])(?:run|test|training|validation|settings|curves|notes)(?=[| ]|$)/im
  for (const text of [one, several]) expect(text.replaceAll(/`[^`]*`/g, '')).not.toMatch(english)
})

it.each([
  ['en', 'Not believed: It claims 12 of 10 iterations.'],
  ['ko', '믿을 수 없는 기록: 10회 중 12회를 마쳤다고 적혀 있습니다.'],
] as const)('a report in %s says in its language why a run is not believed', (language, sentence) => {
  const doubt = { code: 'iterations', values: { found: 12, expected: 10 } } as const
  const believed = run(A, 90, 0.3)
  const doubted = { ...believed, summary: { ...believed.summary, doubt } }
  const shown = (text: string): string => text.replaceAll('**', '')
  expect(shown(markdownReport([doubted], language))).toContain(sentence)
  expect(shown(markdownReport([doubted, run(B, 80, 0.2)], language))).toContain(sentence)
})
