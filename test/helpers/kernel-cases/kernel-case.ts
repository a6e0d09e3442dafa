import type { Kernels } from '#shared/kernels/kernels'
import { PANEL, panelCount, panelStride } from '#shared/kernels/panels'
import type { KernelArena, Matrix } from '../kernel-arena'

/** One call of one kernel: fills the arena, calls, and names what the engines need not agree on. */
export interface KernelCase {
  readonly name: string
  readonly run: (kernels: Kernels, arena: KernelArena) => void
}

/** Rows of a batch, inputs and outputs of a layer. */
export interface Sizes {
  readonly rows: number
  readonly inner: number
  readonly columns: number
}

const EDGES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 31, 32, 33, 47, 49, 63, 64, 65]
const edge = (index: number): number => EDGES[index % EDGES.length]

/** Every edge for each of the three sizes, in company that changes, and some larger odd ones. */
export const SIZES: readonly Sizes[] = [
  ...EDGES.map((rows, index) => ({ rows, inner: edge(index * 7 + 3), columns: edge(index * 11 + 5) })),
  ...EDGES.map((rows, index) => ({ rows, inner: edge(index * 3 + 8), columns: edge(index * 5 + 17) })),
  { rows: 100, inner: 131, columns: 10 },
  { rows: 37, inner: 784, columns: 23 },
  { rows: 400, inner: 20, columns: 17 },
]

export const label = ({ rows, inner, columns }: Sizes): string => `${rows} x ${inner} x ${columns}`

export type Range = readonly [number, number]

/** A row range as threads take it: all, or from a multiple of 16 to another one or the end. */
export function rowRange(arena: KernelArena, rows: number): Range {
  const blocks = Math.ceil(rows / PANEL)
  if (blocks === 0 || arena.below(2) === 0) return [0, rows]
  const first = arena.below(blocks)
  const last = first + arena.below(blocks - first + 1)
  return [first * PANEL, Math.min(last * PANEL, rows)]
}

export function panelRange(arena: KernelArena, columns: number): Range {
  const panels = panelCount(columns)
  const first = arena.below(panels + 1)
  return arena.below(2) === 0 ? [0, panels] : [first, first + arena.below(panels - first + 1)]
}

/** The last four arguments of element-wise kernels, for a row range of matrices of one shape. */
export function strips({ rows, columns }: Matrix, [begin, end]: Range): [number, number, number, number] {
  return [panelCount(columns), panelStride(rows), begin * PANEL, (end - begin) * PANEL]
}
