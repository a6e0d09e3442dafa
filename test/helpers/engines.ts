import { readFileSync } from 'node:fs'
import type { Kernels } from '#shared/kernels/kernels'
import { createWasmKernels, type WasmKernelExports } from '#shared/kernels/wasm-kernels'
import { loadNativeKernels, nativeVariants } from '../../src-main/trainer/native-engine'

/** An engine that must give the bytes of the reference. */
export interface EngineUnderTest {
  readonly name: string
  /** The engine on a memory of its own, filled with zeros. */
  create(bytes: number): { readonly kernels: Kernels; readonly buffer: ArrayBufferLike }
}

const wasmFile = new URL('../../out/kernels/kernels.wasm', import.meta.url)
const wasmModule = new WebAssembly.Module(readFileSync(wasmFile))

const wasm: EngineUnderTest = {
  name: 'wasm',
  create(bytes) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536), maximum: 65536, shared: true })
    const { exports } = new WebAssembly.Instance(wasmModule, { env: { memory } })
    return { kernels: createWasmKernels(exports as unknown as WasmKernelExports), buffer: memory.buffer }
  },
}

/** One engine for every instruction set that the native kernels were built for and this processor has. */
const native: readonly EngineUnderTest[] = nativeVariants().map((variant) => ({
  name: `native ${variant}`,
  create(bytes) {
    const pages = Math.ceil(bytes / 65536)
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
    return { kernels: loadNativeKernels(memory, variant), buffer: memory.buffer }
  },
}))

/** Every fast engine that this machine has. */
export const fastEngines: readonly EngineUnderTest[] = [wasm, ...native]
