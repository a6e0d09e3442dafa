import type { ChartOptions } from 'chart.js'
import type { ChartKind } from './chart-series'

export interface ChartAxis {
  readonly title?: string
  readonly scale?: 'linear' | 'logarithmic'
  readonly grid: boolean
  /** Without a line along the axis the grid alone says where it is. */
  readonly border?: boolean
  readonly mostTicks: number
  /** Several lines, where a tick says more than one thing. */
  readonly format?: (value: number) => string | readonly string[]
  /** Ends that hold whatever the curves say, such as the planned length of a training. */
  readonly from?: number
  readonly to?: number
}

export interface ChartAxes {
  readonly x: ChartAxis
  readonly y: ChartAxis
}

/** Whether a tick of a log scale gets a number: the powers of ten, and where there are few of them 2 and 5 times these. */
function isNamed(value: number, ticks: number): boolean {
  const digit = Math.round(value / Number(`1e${Math.floor(Math.log10(value))}`))
  return digit === 1 || digit === 10 || (ticks < 25 && (digit === 2 || digit === 5))
}

function scaleOf(axis: ChartAxis, css: CSSStyleDeclaration): object {
  const { title, scale = 'linear', grid, border = true, mostTicks, format, from, to } = axis
  const color = css.getPropertyValue('--ui-text-muted')
  const font = { family: css.fontFamily, size: 11 }
  const isLog = scale === 'logarithmic'
  const label = (value: number | string, _index: number, ticks: readonly unknown[]): unknown => {
    const number = Number(value)
    if (isLog && !isNamed(number, ticks.length)) return ''
    return format === undefined ? String(number) : format(number)
  }
  return {
    type: scale,
    ...(from === undefined || isLog ? {} : { min: from }),
    ...(to === undefined ? {} : { max: to }),
    title: { display: title !== undefined, text: title ?? '', color, font },
    border: { display: border },
    grid: { display: grid, color: css.getPropertyValue('--ui-border') },
    ticks: {
      ...{ color, font, maxTicksLimit: mostTicks, maxRotation: 0, includeBounds: false },
      ...(format === undefined && !isLog ? {} : { callback: label }),
    },
  }
}

/** The axes as Chart.js draws them, in the colours of the theme. */
export function scalesOf({ x, y }: ChartAxes, css: CSSStyleDeclaration): ChartOptions<ChartKind>['scales'] {
  return { x: scaleOf(x, css), y: scaleOf(y, css) }
}

/** What makes axes other axes: by it a chart knows that it must build them anew. */
export function axesKey({ x, y }: ChartAxes): string {
  return JSON.stringify([x, y])
}
