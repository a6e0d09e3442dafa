interface DrawnLayer {
  readonly x: number
  readonly height: number
  readonly width: number
}

export interface Drawing {
  readonly layers: readonly DrawnLayer[]
  /** One shape between each layer and the next. */
  readonly links: readonly { readonly path: string; readonly x: number }[]
}

export const CANVAS = { width: 392, height: 176, middle: 82, margin: 26 } as const
const TALLEST = 140
const SHORTEST = 16
const WIDEST = 4096

/** Layers of 10 and of 784 units can both be seen: the height follows the logarithm of the width. */
function heightOf(width: number): number {
  const share = Math.log(Math.max(1, Math.min(WIDEST, width))) / Math.log(WIDEST)
  return SHORTEST + (TALLEST - SHORTEST) * share ** 1.4
}

/** Places the layers side by side, and the shapes that join each to the next. */
export function drawNetwork(widths: readonly number[]): Drawing {
  const usable = CANVAS.width - 2 * CANVAS.margin
  const gap = widths.length > 1 ? usable / (widths.length - 1) : 0
  const layers = widths.map((width, index) => ({
    x: CANVAS.margin + index * gap,
    height: heightOf(Number.isFinite(width) ? width : 1),
    width,
  }))
  const links = layers.slice(1).map((layer, index) => {
    const before = layers[index] ?? layer
    const [x1, x2] = [before.x + 6, layer.x - 6]
    const [h1, h2] = [before.height / 2, layer.height / 2]
    const m = CANVAS.middle
    return { path: `M${x1} ${m - h1}L${x2} ${m - h2}V${m + h2}L${x1} ${m + h1}Z`, x: (x1 + x2) / 2 }
  })
  return { layers, links }
}
