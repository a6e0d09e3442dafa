import { expect, it } from 'vitest'
import { FIGURE_INKS } from '#shared/figures/figure-page'
import type { ExportRun } from '../../../../src-main/exports/export-run'
import { markdownFiles } from '../../../../src-main/exports/report/markdown-files'
import { exampleRun } from '../../../helpers/example-runs'
import { smallCurves } from '../../../helpers/small-runs'
import { readSvg } from '../../../helpers/svg-file'

const idOf = (place: number): string => `01ARZ3NDEKTSV4RRFFQ69G5F${String(place).padStart(2, '0')}`

function run(place: number, title = ''): ExportRun {
  const summary = exampleRun(idOf(place), {
    plan: { seed: place + 1 },
    record: { validationAccuracy: 0.5 + place / 100 },
    annotations: { title },
  })
  const curves = smallCurves(summary.record.id)
  return {
    record: { ...summary.record, predictions: null },
    summary,
    weights: null,
    curves,
    notes: [],
    data: null,
  }
}

const textOf = ({ bytes }: { readonly bytes: Uint8Array }): string => new TextDecoder().decode(bytes)
const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].map(([, link = '']) => decodeURIComponent(link))

it('a report of a run has its curves in files beside it, to which it links under whatever name it gets', () => {
  const made = markdownFiles([run(0)], '보고서 (1).md', 'en')
  const names = ['보고서 (1)-accuracy.svg', '보고서 (1)-loss.svg']
  expect(made.beside?.map(({ name }) => name)).toEqual(names)
  expect(linksIn(textOf(made))).toEqual(names)
  expect(made.checked).toEqual([`The curves are beside it: ${names.join(', ')}.`])
  const { training, validation } = smallCurves(idOf(0))
  const drawn = made.beside?.map((file) => readSvg(textOf(file))) ?? []
  for (const svg of drawn) {
    expect(svg.texts).toEqual(expect.arrayContaining(['training', 'validation', 'Iteration']))
    expect(svg.lines(FIGURE_INKS[0]).flat()).toHaveLength(training.iteration.length)
    expect(svg.lines(FIGURE_INKS[1]).flat()).toHaveLength(validation.iteration.length)
  }
})

it('a comparison draws the best runs, each under a name of its own, and says that there are more', () => {
  const [first, ...others] = [...Array.from({ length: 9 }, (_, place) => run(place)), run(9, 'the best')]
  if (first === undefined) throw new Error('There is no run.')
  const [accuracy] = markdownFiles([first, ...others], 'report.md', 'en').beside ?? []
  const { texts } = readSvg(accuracy === undefined ? '' : textOf(accuracy))
  expect(texts).toEqual(
    expect.arrayContaining(['Accuracy in validation', 'the best', 'The first 8 of 10 runs']),
  )
  const names = texts.filter((text) => text.includes('seed '))
  expect(names).toHaveLength(7)
  expect(new Set(names).size).toBe(7)
})

it('a report of runs without curves is one file', () => {
  const made = markdownFiles([{ ...run(0), curves: null }], 'report.md', 'en')
  expect(made.beside).toEqual([])
  expect(linksIn(textOf(made))).toEqual([])
})
