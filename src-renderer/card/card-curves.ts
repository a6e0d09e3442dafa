import type { CardCurves } from '#shared/exports/run-card-data'
import { axisTicks } from '#shared/figures/axis-ticks'
import { CURVE_METRICS, type CurveMetric } from '#shared/figures/curve-metrics'
import type { Point } from '#shared/figures/point'
import { valueRange } from '#shared/figures/value-range'
import type { CardWords } from './card-words'
import { drawn, element } from './elements'

interface Line {
  readonly name: string
  readonly kind: 'training' | 'validation'
  readonly points: readonly Point[]
}

const [WIDTH, HEIGHT] = [640, 260]
const EDGE = { left: 56, right: 24, top: 12, bottom: 32 }
/** A card has no place to say what it leaves out, so it leaves out nothing. */
const WHOLE = Infinity
const TICKS = { x: 5, y: 4 }

const across = (share: number): number => EDGE.left + share * (WIDTH - EDGE.left - EDGE.right)
const up = (share: number): number => HEIGHT - EDGE.bottom - share * (HEIGHT - EDGE.top - EDGE.bottom)

/** Lines over the iterations, with a legend, with axes as all our charts have them; null where there is nothing to draw. */
function chart(title: string, lines: readonly Line[], metric: CurveMetric): HTMLElement | null {
  const { format } = CURVE_METRICS[metric]
  const range = valueRange(
    lines.map(({ points }) => points),
    'fit',
    WHOLE,
  )
  if (range === null) return null
  const { min, max } = range
  const last = Math.max(1, ...lines.map(({ points }) => points.at(-1)?.x ?? 0))
  const x = (value: number): number => across(value / last)
  const y = (value: number): number => up((value - min) / (max - min))
  const pathOf = ({ points }: Line): string =>
    points
      .filter((point) => Number.isFinite(point.y))
      .map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`)
      .join('')
  const picture = drawn(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title },
    drawn('path', { class: 'axis', d: `M${across(0)} ${EDGE.top}V${up(0)}H${across(1)}` }),
    ...axisTicks(0, last, TICKS.x).map((tick) =>
      drawn('text', { x: x(tick), y: HEIGHT - 10, 'text-anchor': 'middle' }, tick.toLocaleString('en-US')),
    ),
    ...axisTicks(min, max, TICKS.y).map((tick) =>
      drawn('text', { x: EDGE.left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, format(tick)),
    ),
    ...lines.map((line) => drawn('path', { class: `line ${line.kind}`, d: pathOf(line) })),
  )
  const legend = lines.map(({ kind, name }) => element('span', { class: `key ${kind}` }, name))
  return element('figure', {}, element('figcaption', {}, title, ...legend), picture)
}

/** Loss and accuracy while the run trained. */
export function curves({ loss, accuracy }: CardCurves, { word }: CardWords): HTMLElement {
  const lines = ({ training, validation }: CardCurves['loss']): readonly Line[] =>
    [
      { name: word('training'), kind: 'training' as const, points: training },
      { name: word('validation'), kind: 'validation' as const, points: validation },
    ].filter(({ points }) => points.length > 0)
  const charts = [
    chart(word('loss'), lines(loss), 'loss'),
    chart(word('accuracy'), lines(accuracy), 'accuracy'),
  ]
  return element('div', { class: 'charts' }, ...charts.filter((each) => each !== null))
}
