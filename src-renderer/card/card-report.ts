import type { ClassificationReport, ClassScores } from '#shared/evaluation/classification-report'
import type { CardWords } from './card-words'
import { element } from './elements'

/** A table that scrolls by itself where the page is narrow. */
function scrolling(label: string, table: HTMLElement): HTMLElement {
  return element('div', { class: 'scrolling', tabindex: 0, role: 'region', 'aria-label': label }, table)
}

const head = (names: readonly string[]): HTMLElement =>
  element('thead', {}, element('tr', {}, ...names.map((name) => element('th', { scope: 'col' }, name))))

/** Precision, recall and f1-score of every class, and their means. */
export function report({ classes, macro, weighted }: ClassificationReport, words: CardWords): HTMLElement {
  const { word, className } = words
  const row = (name: string, { precision, recall, f1, support }: ClassScores): HTMLElement =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...[precision, recall, f1].map((share) => element('td', {}, share.toFixed(4))),
      element('td', {}, String(support)),
    )
  const names = [word('class'), word('precision'), word('recall'), word('f1'), word('support')]
  const body = [
    ...classes.map((scores, label) => row(className(label), scores)),
    row(word('macro'), macro),
    row(word('weighted'), weighted),
  ]
  return scrolling(word('report'), element('table', {}, head(names), element('tbody', {}, ...body)))
}

/** How often each class was taken for each other; the darker a cell, the larger its share of the row. */
export function matrix({ matrix: counts }: ClassificationReport, words: CardWords): HTMLElement {
  const { word, className } = words
  const body = counts.map((row, truth) => {
    const sum = row.reduce((total, count) => total + count, 0)
    const cells = row.map((count, predicted) => {
      const cell = element('td', { class: truth === predicted ? 'right' : 'wrong' }, String(count))
      cell.style.setProperty('--share', String(sum === 0 ? 0 : count / sum))
      return cell
    })
    return element('tr', {}, element('th', { scope: 'row' }, className(truth)), ...cells)
  })
  const names = [word('truth'), ...counts.map((_, label) => className(label))]
  return scrolling(
    word('matrix'),
    element('table', { class: 'matrix' }, head(names), element('tbody', {}, ...body)),
  )
}
