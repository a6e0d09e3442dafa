import { setFlagsFromString } from 'node:v8'
import type { Kernels } from '#shared/kernels/kernels'
import { proveFused as proveFusedAt } from '#shared/kernels/prove-fused'
import { createWasmKernels, type WasmKernelExports } from '#shared/kernels/wasm-kernels'
import kernelsUrl from '../../out/kernels/kernels.wasm?url&inline'

/** Version of V8 that has relaxed SIMD without being asked for it. */
const FIRST_WITH_RELAXED_SIMD = [11, 4] as const

/** The module's own data lies below this; everything that threads share starts here or above. */
const WASM_WORKSPACE_START = 65536

/** Node 20 has relaxed SIMD only after it was asked for before the first compile; newer V8, as in Electron, know no such flag. */
function allowRelaxedSimd(): void {
  const [major, minor] = process.versions.v8.split('.').map(Number)
  const [firstMajor, firstMinor] = FIRST_WITH_RELAXED_SIMD
  if (major < firstMajor || (major === firstMajor && minor < firstMinor)) {
    setFlagsFromString('--experimental-wasm-relaxed-simd')
  }
}

function kernelBytes(): Uint8Array<ArrayBuffer> {
  const base64 = kernelsUrl.slice(kernelsUrl.indexOf(',') + 1)
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

/** Compiles the kernels. The module can be sent to worker threads, which then only make an instance. */
export async function compileWasmKernels(): Promise<WebAssembly.Module> {
  allowRelaxedSimd()
  return WebAssembly.compile(kernelBytes())
}

/** Compiles the kernels and waits for it, for threads that have nothing else to do. */
export function compileWasmKernelsSync(): WebAssembly.Module {
  allowRelaxedSimd()
  return new WebAssembly.Module(kernelBytes())
}

/** The WebAssembly engine on one memory, in this thread. */
export function instantiateWasmKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const instance = new WebAssembly.Instance(module, { env: { memory } })
  return createWasmKernels(instance.exports as unknown as WasmKernelExports)
}

/** Whether this processor rounds products and sums of the module once: the proof for the arithmetic's name. */
export function proveFused(kernels: Kernels, memory: WebAssembly.Memory): boolean {
  return proveFusedAt(kernels, memory.buffer, WASM_WORKSPACE_START)
}
