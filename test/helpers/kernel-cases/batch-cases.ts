import { type KernelCase, label, panelRange, rowRange, SIZES } from './kernel-case'

const IMAGES = 9

const gather: readonly KernelCase[] = SIZES.map((sizes) => ({
  name: `gatherF32 ${label(sizes)}`,
  run(kernels, arena) {
    const { rows, inner: pixels } = sizes
    const images = arena.byteValues(IMAGES * pixels, 256)
    const order = arena.words(Array.from({ length: rows }, () => arena.below(IMAGES)))
    const table = arena.vector(256)
    const moved = arena.below(2) === 0
    const transforms = arena.words(Array.from({ length: rows }, () => arena.below(3)))
    const sources = arena.words(Array.from({ length: 3 * pixels }, () => arena.below(pixels + 1) - 1))
    const out = arena.matrix(rows, pixels)
    const [begin, end] = rowRange(arena, rows)
    const addresses = [out.address, images, order, table, moved ? transforms : 0, sources] as const
    arena.loosen(out, end)
    kernels.gatherF32(...addresses, rows, begin, end, pixels)
  },
}))

const softmax: readonly KernelCase[] = SIZES.flatMap(({ rows }) =>
  [1, 2, 3, 10, 15, 16, 17, 47, 48, 256].map((classes) => ({
    name: `softmaxCrossEntropyF32 ${rows} x ${classes}`,
    run(kernels, arena) {
      const ties = arena.below(2) === 0
      const z = arena.matrix(rows, classes, 'any', () => (ties ? arena.below(3) : arena.value() * 8))
      const labels = arena.byteValues(50, classes)
      const order = arena.words(Array.from({ length: rows }, () => arena.below(50)))
      const targets = arena.exactly([0.91, 0.01, 1 / 512])
      const [loss, predicted] = [arena.vector(rows), arena.byteValues(rows + 16, 16)]
      const d = arena.matrix(rows, classes, 'zero')
      const [begin, end] = rowRange(arena, rows)
      const wanted = arena.below(3) === 0 ? 0 : d.address
      arena.loosen(d, end)
      kernels.softmaxCrossEntropyF32(
        ...([wanted, loss, predicted, z.address, labels, order, targets] as const),
        ...([rows, begin, end, classes] as const),
      )
    },
  })),
)

// Without rows there are no statistics: the batch size is at least one.
const NORMALIZED = SIZES.filter(({ rows }) => rows > 0)
const EPSILON = 1e-5

const statistics: readonly KernelCase[] = NORMALIZED.map(({ rows, columns }) => ({
  name: `batchNormalizationStatisticsF32 ${rows} x ${columns}`,
  run(kernels, arena) {
    const z = arena.matrix(rows, columns)
    const [mean, variance] = [arena.vector(columns), arena.vector(columns)]
    kernels.batchNormalizationStatisticsF32(mean, variance, z.address, rows, ...panelRange(arena, columns))
  },
}))

const normalization: readonly KernelCase[] = NORMALIZED.map(({ rows, columns }) => ({
  name: `batchNormalizationF32 ${rows} x ${columns}`,
  run(kernels, arena) {
    const z = arena.matrix(rows, columns)
    const normalized = arena.matrix(rows, columns)
    const out = arena.below(2) === 0 ? z : arena.matrix(rows, columns)
    const wanted = arena.below(3) === 0 ? 0 : normalized.address
    const [mean, gamma, beta] = [
      arena.vector(columns),
      arena.vector(columns, 'zero'),
      arena.vector(columns, 'zero'),
    ]
    const variance = arena.vector(columns, 'any', () => Math.abs(arena.value()))
    const [begin, end] = rowRange(arena, rows)
    arena.loosen(out, end)
    arena.loosen(normalized, end)
    kernels.batchNormalizationF32(
      ...([out.address, wanted, z.address, mean, variance, gamma, beta, EPSILON] as const),
      ...([rows, begin, end] as const),
      ...panelRange(arena, columns),
    )
  },
}))

const normalizationGradient: readonly KernelCase[] = NORMALIZED.map(({ rows, columns }) => ({
  name: `batchNormalizationGradientF32 ${rows} x ${columns}`,
  run(kernels, arena) {
    const dy = arena.matrix(rows, columns, 'zero')
    const normalized = arena.matrix(rows, columns)
    const dz = arena.below(2) === 0 ? dy : arena.matrix(rows, columns, 'zero')
    const [dGamma, dBeta, gamma] = [0, 1, 2].map(() => arena.vector(columns, 'zero'))
    const variance = arena.vector(columns, 'any', () => Math.abs(arena.value()))
    const panels = panelRange(arena, columns)
    kernels.batchNormalizationGradientF32(
      ...([dz.address, dGamma, dBeta, dy.address, normalized.address, variance, gamma, EPSILON] as const),
      ...([rows, ...panels] as const),
    )
  },
}))

/** Kernels that know the rows of a batch. */
export const batchCases = [...gather, ...softmax, ...statistics, ...normalization, ...normalizationGradient]
