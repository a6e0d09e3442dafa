import type { Kernels } from '../kernels'
import { referenceActivation } from './activations'
import { fma } from './fma'
import type { Views } from './views'

type Elementwise = Pick<Kernels, 'activationF32' | 'activationGradientF32' | 'multiplyF32' | 'averageF32'>

/** Calls `visit` with the offset of every float of some strips. */
export function forEachInStrips(
  panels: number,
  stride: number,
  begin: number,
  count: number,
  visit: (offset: number) => void,
): void {
  for (let panel = 0; panel < panels; panel += 1) {
    const start = panel * stride + begin
    for (let offset = start; offset < start + count; offset += 1) visit(offset)
  }
}

/** Activations and their gradients, dropout's masks, the average of the weights. */
export function createElementwise({ floats }: Views): Elementwise {
  return {
    activationF32(kind, out, z, panels, stride, begin, count) {
      const { value } = referenceActivation(kind)
      forEachInStrips(panels, stride, begin, count, (offset) => {
        floats[out / 4 + offset] = value(floats[z / 4 + offset])
      })
    },

    activationGradientF32(kind, dz, dy, z, y, panels, stride, begin, count) {
      const { derivative } = referenceActivation(kind)
      forEachInStrips(panels, stride, begin, count, (offset) => {
        floats[dz / 4 + offset] =
          floats[dy / 4 + offset] * derivative(floats[z / 4 + offset], floats[y / 4 + offset])
      })
    },

    multiplyF32(out, a, b, panels, stride, begin, count) {
      forEachInStrips(panels, stride, begin, count, (offset) => {
        floats[out / 4 + offset] = floats[a / 4 + offset] * floats[b / 4 + offset]
      })
    },

    averageF32(average, w, share, panels, stride, begin, count) {
      const rounded = Math.fround(share)
      forEachInStrips(panels, stride, begin, count, (offset) => {
        const old = floats[average / 4 + offset]
        floats[average / 4 + offset] = fma(rounded, Math.fround(floats[w / 4 + offset] - old), old)
      })
    },
  }
}
