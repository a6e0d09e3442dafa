import type { CardCurves } from '#shared/records/run-card-data'
import type { CardWords } from './card-words'
import { drawn, element } from './elements'

interface Line {
  readonly name: string
  readonly kind: 'training' | 'validation'
  readonly x: readonly number[]
  readonly y: readonly number[]
}

const [WIDTH, HEIGHT] = [640, 260]
const EDGE = { left: 56, right: 12, top: 12, bottom: 32 }
const TICKS = 4

const at = (share: number): { readonly x: number; readonly y: number } => ({
  x: EDGE.left + share * (WIDTH - EDGE.left - EDGE.right),
  y: HEIGHT - EDGE.bottom - share * (HEIGHT - EDGE.top - EDGE.bottom),
})

/** The ends of an axis; of one value alone, something around it. */
function ends(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return low < high ? [low, high] : [low - 0.5, high + 0.5]
}

function axis(low: number, high: number, digits: number, isVertical: boolean): readonly SVGElement[] {
  return Array.from({ length: TICKS + 1 }, (_, tick) => {
    const share = tick / TICKS
    const text = (low + share * (high - low)).toFixed(digits)
    const { x, y } = at(share)
    return isVertical
      ? drawn('text', { x: EDGE.left - 6, y: y + 4, 'text-anchor': 'end' }, text)
      : drawn('text', { x, y: HEIGHT - 10, 'text-anchor': 'middle' }, text)
  })
}

/** Lines over the iterations, with a legend. */
function chart(title: string, lines: readonly Line[], digits: number): HTMLElement {
  const [left, right] = ends(lines.flatMap(({ x }) => x))
  const [low, high] = ends(lines.flatMap(({ y }) => y))
  const pathOf = ({ x, y }: Line): string =>
    x
      .map((value, index) => {
        const across = at((value - left) / (right - left)).x.toFixed(1)
        const up = at(((y[index] ?? low) - low) / (high - low)).y.toFixed(1)
        return `${index === 0 ? 'M' : 'L'}${across} ${up}`
      })
      .join('')
  const picture = drawn(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title },
    drawn('path', { class: 'axis', d: `M${at(0).x} ${EDGE.top}V${at(0).y}H${at(1).x}` }),
    ...axis(left, right, 0, false),
    ...axis(low, high, digits, true),
    ...lines.map((line) => drawn('path', { class: `line ${line.kind}`, d: pathOf(line) })),
  )
  const legend = lines.map(({ kind, name }) => element('span', { class: `key ${kind}` }, name))
  return element('figure', {}, element('figcaption', {}, title, ...legend), picture)
}

/** Loss and accuracy while the run trained. */
export function curves({ training, validation }: CardCurves, { word }: CardWords): HTMLElement {
  const lines = (column: 'loss' | 'accuracy'): readonly Line[] =>
    (
      [
        { name: word('training'), kind: 'training', x: training.iteration, y: training[column] },
        { name: word('validation'), kind: 'validation', x: validation.iteration, y: validation[column] },
      ] as const
    ).filter(({ x }) => x.length > 0)
  return element(
    'div',
    { class: 'charts' },
    chart(word('loss'), lines('loss'), 2),
    chart(word('accuracy'), lines('accuracy'), 3),
  )
}
