import { panelStride, PANEL } from '../kernels/panels'
import type { Layer } from './layers'

/** Part of the batch's activations: some rows of all panels, or some panels of all rows. */
export interface Part {
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

export function rowWindow(layer: Layer, part: Part): Window {
  return { rowBegin: part.rowBegin, rowEnd: part.rowEnd, panelBegin: 0, panelEnd: layer.panels }
}

export function panelWindow(layer: Layer, part: Part): Window {
  const panelBegin = shareBegin(layer.panels, part.share, part.shares)
  return {
    rowBegin: 0,
    rowEnd: part.rows,
    panelBegin,
    panelEnd: shareBegin(layer.panels, part.share + 1, part.shares),
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
