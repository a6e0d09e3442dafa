import { useDocumentVisibility } from '@vueuse/core'
import {
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js'
import zoomPlugin from 'chartjs-plugin-zoom'
import { computed, onMounted, onScopeDispose, type Ref, ref, watch } from 'vue'
import type { ChartFigure } from '#shared/figures/chart-figure'
import type { Point } from '#shared/figures/point'
import { thinPoints } from '#shared/figures/thin-points'
import { useShown } from '../composables/use-shown'
import { createRedrawSchedule } from '../lib/redraw-schedule'
import { axesKey, type ChartAxes, scalesOf } from './chart-axes'
import { type ChartKind, type ChartSeries, datasetsOf } from './chart-series'
import { figureOf, type FigureWords } from './drawn-figure'

Chart.register(
  ...[LineController, ScatterController, LineElement, PointElement],
  ...[LinearScale, LogarithmicScale, Tooltip, zoomPlugin],
)

type Curves = readonly (readonly Point[])[]
type Drawn = Chart<ChartKind, Point[]>

export interface ChartDescription {
  readonly canvas: Readonly<Ref<HTMLCanvasElement | null>>
  readonly kind: ChartKind
  /** Series and axes are asked for at every redraw. */
  readonly series: () => readonly ChartSeries[]
  readonly axes: () => ChartAxes
  /** Where the axis of the values ends for the curves that are seen; null leaves it to the chart. */
  readonly values: (curves: Curves) => { readonly min: number; readonly max: number } | null
  /** Whatever changes when the chart is old: new points, another language, another theme. */
  readonly revision: () => unknown
  readonly format: (value: number) => string
  /** What a tooltip says of the place on the x axis. */
  readonly formatX: (x: number) => string
  /** Milliseconds between two redraws, at least; without it, what a training can bear. */
  readonly redrawInterval?: number
}

/** What can be done with a chart that is drawn. */
export interface ChartHandle {
  readonly zoomed: Ref<boolean>
  readonly zoomIn: () => void
  readonly resetZoom: () => void
  /** The chart as it is seen, for reports and slides. */
  readonly figure: (words: FigureWords) => ChartFigure
}

const ZOOM_STEP = 1.5

/** The wheel alone scrolls the page, as everywhere; with Ctrl it zooms the chart. */
function zoomOptions(kind: ChartKind, zoomed: () => void): object {
  const mode = kind === 'line' ? 'x' : 'xy'
  const ends = { min: 'original', max: 'original' }
  return {
    limits: kind === 'line' ? { x: ends } : {},
    zoom: {
      wheel: { enabled: true, modifierKey: 'ctrl' },
      drag: { enabled: true, threshold: 6, backgroundColor: 'rgb(128 128 128 / 0.25)' },
      mode,
      onZoom: zoomed,
    },
    pan: { enabled: true, modifierKey: 'shift', mode, onPan: zoomed },
  }
}

function configuration(
  { kind, format, formatX }: ChartDescription,
  zoomed: () => void,
): ChartConfiguration<ChartKind, Point[]> {
  const values = ({ x, y }: { readonly x: number | null; readonly y: number | null }): string =>
    (kind === 'line' ? [y] : [x, y]).map((value) => format(value ?? Number.NaN)).join(', ')
  return {
    type: kind,
    data: { datasets: [] },
    options: {
      animation: false,
      parsing: false,
      normalized: kind === 'line',
      responsive: true,
      maintainAspectRatio: false,
      interaction:
        kind === 'line'
          ? { mode: 'nearest', axis: 'x', intersect: false }
          : { mode: 'nearest', intersect: true },
      elements: { point: { hitRadius: 8 }, line: { tension: 0 } },
      plugins: {
        tooltip: {
          filter: ({ dataset }) => dataset.label !== '',
          callbacks: {
            title: ([item]) => (kind === 'line' ? formatX(item?.parsed.x ?? 0) : ''),
            label: ({ dataset, parsed }) => `${dataset.label ?? ''}: ${values(parsed)}`,
          },
        },
        zoom: zoomOptions(kind, zoomed),
      },
    },
  } as ChartConfiguration<ChartKind, Point[]>
}

/** What a chart is drawn from, at every redraw. Only what has changed is touched: axes and datasets that stay keep their objects. */
function createPainter({ kind, series, axes, values }: ChartDescription, isZoomed: () => boolean) {
  let built = ''

  function placeAxes(chart: Drawn, css: CSSStyleDeclaration): void {
    const now = axes()
    const { lang, className } = document.documentElement
    const key = [axesKey(now), lang, className].join(' ')
    if (key === built) return
    built = key
    chart.options.scales = scalesOf(now, css)
  }

  function placeCurves(chart: Drawn, css: CSSStyleDeclaration): Curves {
    const x = isZoomed() ? chart.scales['x'] : undefined
    const [min, max] = [x?.min, x?.max]
    const seen = (points: readonly Point[]): readonly Point[] =>
      kind === 'line' ? thinPoints(points, min, max) : points
    const datasets = series().flatMap((one) => datasetsOf(one, kind, css, seen))
    const before = chart.data.datasets
    // Chart.js knows a dataset by its object; a new one would be built from the ground at every redraw.
    chart.data.datasets = datasets.map((dataset, index) => Object.assign(before[index] ?? {}, dataset))
    return datasets.map(({ data }) =>
      data.filter((point) => point.x >= (min ?? -Infinity) && point.x <= (max ?? Infinity)),
    )
  }

  return {
    paint(chart: Drawn): void {
      const css = getComputedStyle(chart.canvas)
      placeAxes(chart, css)
      const curves = placeCurves(chart, css)
      const ends = values(curves)
      const y = chart.options.scales?.['y']
      if (y !== undefined) Object.assign(y, { min: ends?.min, max: ends?.max })
      chart.update('none')
    },
    forget: (): void => void (built = ''),
  }
}

/** One chart: owns its creation, its redraws (none while nobody can see it), its zoom, its figure and its end. */
export function useChart(description: ChartDescription): ChartHandle {
  const { canvas, series, revision, redrawInterval } = description
  let chart: Drawn | null = null
  const zoomed = ref(false)
  const painter = createPainter(description, () => zoomed.value)
  const schedule = createRedrawSchedule(
    () => chart !== null && painter.paint(chart),
    redrawInterval === undefined ? {} : { interval: redrawInterval },
  )

  function noteZoom(): void {
    zoomed.value = true
    schedule.request()
  }

  function resetZoom(): void {
    chart?.resetZoom('none')
    zoomed.value = false
    painter.forget()
    schedule.request()
  }

  onMounted(() => {
    if (canvas.value === null) return
    chart = new Chart(canvas.value, configuration(description, noteZoom))
    // In a frame of its own: to make a chart and to draw it are half of a task each that would hold the window up.
    requestAnimationFrame(schedule.request)
  })
  watch(revision, schedule.request, { flush: 'post' })

  const isShown = useShown()
  const visibility = useDocumentVisibility()
  watch(
    computed(() => isShown.value && visibility.value === 'visible'),
    schedule.show,
    { flush: 'sync' },
  )

  onScopeDispose(() => {
    schedule.stop()
    chart?.destroy()
    chart = null
  })

  return {
    zoomed,
    zoomIn: () => chart?.zoom(description.kind === 'line' ? { x: ZOOM_STEP } : ZOOM_STEP),
    resetZoom,
    figure: (words) => {
      if (chart === null) throw new Error('The chart is not drawn yet.')
      return figureOf(chart, description.kind, series(), words)
    },
  }
}
