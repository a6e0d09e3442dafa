import type { ChartOptions } from 'chart.js'
import type { ChartKind } from './chart-series'

interface ChartAxis {
  readonly title?: string
  readonly scale?: 'linear' | 'logarithmic'
  readonly grid: boolean
  /** Without a line along the axis the grid alone says where it is. */
  readonly border?: boolean
  readonly mostTicks: number
  readonly format?: (value: number) => string
}

export interface ChartAxes {
  readonly x: ChartAxis
  readonly y: ChartAxis
}

function scaleOf(axis: ChartAxis, css: CSSStyleDeclaration): object {
  const { title, scale = 'linear', grid, border = true, mostTicks, format } = axis
  const color = css.getPropertyValue('--ui-text-muted')
  const font = { family: css.fontFamily, size: 11 }
  return {
    type: scale,
    title: { display: title !== undefined, text: title ?? '', color, font },
    border: { display: border },
    grid: { display: grid, color: css.getPropertyValue('--ui-border') },
    ticks: {
      ...{ color, font, maxTicksLimit: mostTicks, maxRotation: 0 },
      ...(format === undefined ? {} : { callback: (value: number | string) => format(Number(value)) }),
    },
  }
}

/** The axes as Chart.js draws them, in the colours of the theme. */
export function scalesOf({ x, y }: ChartAxes, css: CSSStyleDeclaration): ChartOptions<ChartKind>['scales'] {
  return { x: scaleOf(x, css), y: scaleOf(y, css) }
}
