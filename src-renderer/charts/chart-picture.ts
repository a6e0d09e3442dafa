import { Chart, type ChartConfiguration } from 'chart.js'
import type { Point } from '../lib/point'
import type { ChartKind, ChartSeries } from './chart-series'

/** Sharp on paper and on any screen. */
const PIXEL_RATIO = 2
const MARGIN = 16
const LINE = 20
const SWATCH = 22

type Drawn = Chart<ChartKind, Point[]>

interface Labels {
  readonly kind: ChartKind
  readonly title: string
  readonly series: readonly ChartSeries[]
}

/** The same chart once more on a canvas of its own, as large as it is seen, with the part that is seen. */
function drawnAgain(chart: Drawn, type: ChartKind): HTMLCanvasElement {
  const { width, height } = chart
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const { x, y } = chart.scales
  const options = chart.config.options
  const ends = (scale: typeof x): object => ({ min: scale?.min, max: scale?.max })
  const copy = new Chart(canvas, {
    type,
    data: { datasets: chart.data.datasets.map((dataset) => ({ ...dataset })) },
    options: {
      ...options,
      responsive: false,
      devicePixelRatio: PIXEL_RATIO,
      scales: {
        x: { ...options?.scales?.['x'], ...ends(x) },
        y: { ...options?.scales?.['y'], ...ends(y) },
      },
    },
  } as ChartConfiguration<ChartKind, Point[]>)
  copy.update('none')
  const picture = document.createElement('canvas')
  Object.assign(picture, { width: canvas.width, height: canvas.height })
  picture.getContext('2d')?.drawImage(canvas, 0, 0)
  copy.destroy()
  return picture
}

interface Entry {
  readonly series: ChartSeries
  readonly x: number
  readonly row: number
}

/** Where the entries of the legend stand: side by side, and in a new row where one would not fit. */
function legendEntries(
  context: CanvasRenderingContext2D,
  series: readonly ChartSeries[],
  width: number,
): readonly Entry[] {
  let [x, row] = [MARGIN, 0]
  return series.map((one) => {
    const size = SWATCH + context.measureText(one.label).width + MARGIN
    if (x > MARGIN && x + size > width) [x, row] = [MARGIN, row + 1]
    const entry = { series: one, x, row }
    x += size
    return entry
  })
}

function drawEntry(context: CanvasRenderingContext2D, { series, x, row }: Entry, css: CSSStyleDeclaration) {
  const y = MARGIN + LINE * (row + 1.5)
  context.strokeStyle = css.getPropertyValue(`--chart-${String(series.color)}`).trim()
  context.lineWidth = 2.5
  context.setLineDash(series.dashed === true ? [5, 3] : [])
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + SWATCH - 6, y)
  context.stroke()
  context.fillStyle = css.getPropertyValue('--ui-text-muted').trim()
  context.fillText(series.label, x + SWATCH, y)
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The chart could not be made into a picture.'))
      else resolve(blob)
    }, 'image/png')
  })
}

/** A chart with its title and legend as a PNG, in the colours of the theme. */
export function drawPicture(chart: Drawn, { kind, title, series }: Labels): Promise<Blob> {
  const css = getComputedStyle(chart.canvas)
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This window cannot draw pictures.')
  const width = chart.width + 2 * MARGIN
  const small = `12px ${css.fontFamily}`
  context.font = small
  const entries = legendEntries(context, series, width)
  const top = MARGIN + LINE * (2 + (entries.at(-1)?.row ?? -1)) + MARGIN / 2
  const height = top + chart.height + MARGIN
  Object.assign(canvas, { width: width * PIXEL_RATIO, height: height * PIXEL_RATIO })
  context.scale(PIXEL_RATIO, PIXEL_RATIO)
  context.fillStyle = css.getPropertyValue('--ui-bg').trim()
  context.fillRect(0, 0, width, height)
  context.textBaseline = 'middle'
  context.fillStyle = css.getPropertyValue('--ui-text-highlighted').trim()
  context.font = `600 14px ${css.fontFamily}`
  context.fillText(title, MARGIN, MARGIN + LINE / 2)
  context.font = small
  for (const entry of entries) drawEntry(context, entry, css)
  context.drawImage(drawnAgain(chart, kind), MARGIN, top, chart.width, chart.height)
  return pngOf(canvas)
}
