import { type KernelCase, label, panelRange, rowRange, SIZES } from './kernel-case'

const matmul: readonly KernelCase[] = SIZES.map((sizes) => ({
  name: `matmulAddF32 ${label(sizes)}`,
  run(kernels, arena) {
    const { rows, inner, columns } = sizes
    const a = arena.matrix(rows, inner)
    const w = arena.matrix(inner, columns, 'zero')
    const bias = arena.below(3) === 0 ? 0 : arena.vector(columns, 'zero')
    const out = arena.matrix(rows, columns)
    const [begin, end] = rowRange(arena, rows)
    arena.loosen(out, end)
    kernels.matmulAddF32(out.address, a.address, w.address, bias, rows, begin, end, inner, columns)
  },
}))

const weightGradient: readonly KernelCase[] = SIZES.map((sizes) => ({
  name: `weightGradientF32 ${label(sizes)}`,
  run(kernels, arena) {
    const { rows, inner, columns } = sizes
    const a = arena.matrix(rows, inner)
    const d = arena.matrix(rows, columns, 'zero')
    const out = arena.matrix(inner, columns, 'zero')
    const [begin, end] = rowRange(arena, inner)
    kernels.weightGradientF32(out.address, a.address, d.address, rows, inner, begin, end, columns)
  },
}))

const transpose: readonly KernelCase[] = SIZES.map(({ rows, columns }) => ({
  name: `transposeF32 ${rows} x ${columns}`,
  run(kernels, arena) {
    const w = arena.matrix(rows, columns, 'zero')
    const out = arena.matrix(columns, rows, 'zero')
    const [begin, end] = rowRange(arena, rows)
    arena.loosen(out, columns)
    kernels.transposeF32(out.address, w.address, rows, columns, begin, end)
  },
}))

const columnSum: readonly KernelCase[] = SIZES.map(({ rows, columns }) => ({
  name: `columnSumF32 ${rows} x ${columns}`,
  run(kernels, arena) {
    const d = arena.matrix(rows, columns, 'zero')
    const out = arena.vector(columns, 'zero')
    kernels.columnSumF32(out, d.address, rows, ...panelRange(arena, columns))
  },
}))

const rowSums: readonly KernelCase[] = SIZES.map(({ rows, columns }) => ({
  name: `rowSquaresF64 and rowMomentsF64 ${rows} x ${columns}`,
  run(kernels, arena) {
    const z = arena.matrix(rows, columns)
    const [squares, moments] = [arena.doubles(rows), arena.doubles(2 * rows)]
    kernels.rowSquaresF64(squares, z.address, rows, ...rowRange(arena, rows), columns)
    kernels.rowMomentsF64(moments, z.address, rows, ...rowRange(arena, rows), columns)
  },
}))

/** Products and sums. */
export const productCases = [...matmul, ...weightGradient, ...transpose, ...columnSum, ...rowSums]
