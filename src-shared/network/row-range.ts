import { PANEL, panelStride } from '../kernels/panels'
import type { Layer } from './layers'

/** The rows of the batch that a thread takes, and its share of the panels where a pass needs all rows of a column. */
export interface RowRange {
  /** Rows of the whole batch. */
  readonly rows: number
  readonly rowBegin: number
  readonly rowEnd: number
  /** Share of the panels: thread `share` of `shares`. */
  readonly share: number
  readonly shares: number
}

/** First of `count` units that belong to share `share` of `shares`. */
export function shareBegin(count: number, share: number, shares: number): number {
  return Math.floor((count * share) / shares)
}

export interface Strips {
  readonly offset: number
  readonly panels: number
  readonly stride: number
  readonly begin: number
  readonly count: number
}

export interface Window {
  readonly rowBegin: number
  readonly rowEnd: number
  readonly panelBegin: number
  readonly panelEnd: number
}

export function rowWindow(layer: Layer, range: RowRange): Window {
  return { rowBegin: range.rowBegin, rowEnd: range.rowEnd, panelBegin: 0, panelEnd: layer.panels }
}

export function panelWindow(layer: Layer, range: RowRange): Window {
  const panelBegin = shareBegin(layer.panels, range.share, range.shares)
  return {
    rowBegin: 0,
    rowEnd: range.rows,
    panelBegin,
    panelEnd: shareBegin(layer.panels, range.share + 1, range.shares),
  }
}

export function stripsOf(rows: number, { rowBegin, rowEnd, panelBegin, panelEnd }: Window): Strips {
  const stride = panelStride(rows)
  const begin = rowBegin * PANEL
  return {
    offset: panelBegin * stride * 4,
    panels: panelEnd - panelBegin,
    stride,
    begin,
    count: rowEnd * PANEL - begin,
  }
}
