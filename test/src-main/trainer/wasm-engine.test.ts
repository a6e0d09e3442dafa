import { describe, expect, it } from 'vitest'
import { compileWasmKernels, instantiateWasmKernels, proveFused } from '../../../src-main/trainer/wasm-engine'

describe('the WebAssembly engine', () => {
  it('works on a memory that several instances share', async () => {
    const module = await compileWasmKernels()
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true })
    const first = instantiateWasmKernels(module, memory)
    const floats = new Float32Array(memory.buffer)
    floats.fill(3, 16384, 16400)

    const second = instantiateWasmKernels(module, memory)
    second.multiplyF32(65536 + 64, 65536, 65536, 1, 16, 0, 16)
    first.multiplyF32(65536 + 128, 65536 + 64, 65536, 1, 16, 0, 16)

    expect([...floats.subarray(16416, 16432)]).toEqual(Array.from({ length: 16 }, () => 27))
  })

  it('proves that this processor rounds products and sums once', async () => {
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true })
    const kernels = instantiateWasmKernels(await compileWasmKernels(), memory)
    expect(proveFused(kernels, memory)).toBe(true)
    const { matmulAddF32 } = kernels
    const twice = {
      ...kernels,
      matmulAddF32(...values: Parameters<typeof matmulAddF32>) {
        matmulAddF32(...values)
        const [out, a, w, bias] = values.slice(0, 4).map((address) => address / 4)
        const floats = new Float32Array(memory.buffer)
        floats[out] = Math.fround(floats[a] * floats[w]) + floats[bias]
      },
    }
    expect(proveFused(twice, memory)).toBe(false)
  })
})
