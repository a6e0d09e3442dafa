import { ACTIVATION_ROWS } from '#shared/experiment/activations'
import { OPTIMIZER_ROWS } from '#shared/experiment/optimizers'
import { philox } from '#shared/kernels/scalar/philox'
import { DROPOUT_SCALE, OPTIMIZER_SCALARS } from '#shared/kernels/scalar-layouts'
import type { KernelArena } from '../kernel-arena'
import { type KernelCase, panelRange, rowRange, SIZES, strips } from './kernel-case'

/** Numbers of every size of binary32 and both signs, half of them where activations bend. */
function anyFloat(arena: KernelArena): number {
  const sign = arena.below(2) === 0 ? 1 : -1
  const fraction = 1 + arena.below(2 ** 23) / 2 ** 23
  const exponent = arena.below(2) === 0 ? arena.below(10) - 5 : arena.below(276) - 149
  return Math.fround(sign * fraction * 2 ** exponent)
}

const SHAPES = SIZES.slice(0, 26)

const activations: readonly KernelCase[] = Object.entries(ACTIVATION_ROWS).flatMap(
  ([name, { code: kind }]) => [
    {
      name: `activationF32 ${name}`,
      run(kernels, arena) {
        for (const { rows, columns } of [...SHAPES, { rows: 64, columns: 300 }]) {
          const z = arena.matrix(rows, columns, 'any', () => anyFloat(arena))
          const range = rowRange(arena, rows)
          const out = arena.below(4) === 0 ? z : arena.matrix(rows, columns)
          kernels.activationF32(kind, out.address, z.address, ...strips(z, range))
        }
      },
    },
    {
      name: `activationGradientF32 ${name}`,
      run(kernels, arena) {
        for (const { rows, columns } of [...SHAPES, { rows: 64, columns: 300 }]) {
          const z = arena.matrix(rows, columns, 'any', () => anyFloat(arena))
          const y = arena.matrix(rows, columns)
          const dy = arena.matrix(rows, columns, 'zero')
          const dz = arena.below(2) === 0 ? dy : arena.matrix(rows, columns, 'zero')
          const range = rowRange(arena, rows)
          kernels.activationGradientF32(
            kind,
            dz.address,
            dy.address,
            z.address,
            y.address,
            ...strips(z, range),
          )
        }
      },
    },
  ],
)

const simple: readonly KernelCase[] = SHAPES.map(({ rows, columns }) => ({
  name: `multiplyF32 and averageF32 ${rows} x ${columns}`,
  run(kernels, arena) {
    const [a, b, separate] = [0, 1, 2].map(() => arena.matrix(rows, columns))
    const average = arena.matrix(rows, columns, 'zero')
    const out = [a, b, separate][arena.below(3)]
    kernels.averageF32(average.address, a.address, 0.001, ...strips(a, rowRange(arena, rows)))
    kernels.multiplyF32(out.address, a.address, b.address, ...strips(a, rowRange(arena, rows)))
  },
}))

/** What the first element draws: as the threshold it is kept just so. */
function firstDraw(seed: number, iteration: number, layer: number): number {
  const block = new Uint32Array(4)
  philox(seed, 4, 0, iteration, layer, 0, block)
  return block[0] >>> 8
}

const dropout: readonly KernelCase[] = SHAPES.map(({ rows, columns }) => ({
  name: `dropoutF32 ${rows} x ${columns}`,
  run(kernels, arena) {
    const [seed, iteration, layer] = [arena.below(2 ** 32), arena.below(70_000), arena.below(9)]
    const thresholds = [0, arena.below(2 ** 24), firstDraw(seed, iteration, layer), 2 ** 24]
    const parameters = arena.words([seed, 4, iteration, layer, thresholds[arena.below(4)], 0, 0, 0])
    arena.writeFloats(parameters + 4 * DROPOUT_SCALE, [1.25, -0.5, -1.7580993])
    const x = arena.matrix(rows, columns)
    const mask = arena.matrix(rows, columns)
    const out = arena.below(2) === 0 ? x : arena.matrix(rows, columns)
    const [begin, end] = rowRange(arena, rows)
    const panels = panelRange(arena, columns)
    arena.loosen(out, end)
    arena.loosen(mask, end)
    kernels.dropoutF32(out.address, mask.address, x.address, parameters, rows, begin, end, columns, ...panels)
  },
}))

/** A number of its own for each place, so that no two can be taken for one another. */
const SCALARS = [0.0005, 0.25, 0.01, 0.001, 0.9, 0.1, 0.999, 0.001, 0.9995, 1.7, 0.02, 0.8].slice(
  0,
  OPTIMIZER_SCALARS,
)

const optimizers: readonly KernelCase[] = Object.entries(OPTIMIZER_ROWS).map(
  ([name, { code: kind, states }]) => ({
    name: `optimizerF32 ${name}`,
    run(kernels, arena) {
      for (const { rows, columns } of SHAPES) {
        const w = arena.matrix(rows, columns, 'zero')
        const g = arena.matrix(rows, columns, 'zero')
        const notNegative = (): number => Math.abs(arena.value())
        const s1 = arena.matrix(rows, columns, 'zero', notNegative)
        const s2 = arena.matrix(rows, columns, 'zero', notNegative)
        const scalars = arena.exactly(SCALARS)
        const addresses = [states > 0 ? s1.address : 0, states > 1 ? s2.address : 0] as const
        kernels.optimizerF32(
          kind,
          w.address,
          g.address,
          ...addresses,
          scalars,
          ...strips(w, rowRange(arena, rows)),
        )
      }
    },
  }),
)

/** Kernels that visit every element alone. */
export const elementwiseCases = [...activations, ...simple, ...dropout, ...optimizers]
