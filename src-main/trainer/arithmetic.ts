import type { EngineName } from '#shared/kernels/kernels'
import { createSharedMemory } from './shared-memory'
import { instantiateWasmKernels, proveFused } from './wasm-engine'

/** Name of the arithmetic in which products and sums are fused; identities and certificates hold within one name. */
export const FUSED_ARITHMETIC = 'f32-fma-1'
/** The same program where the processor rounds twice. */
const UNFUSED_ARITHMETIC = 'f32-mul-add-1'

const PROOF_BYTES = 1 << 20

/** Which arithmetic an engine computes with on this machine, proved by computing where that is in doubt. */
export function arithmeticId(engine: EngineName, module: WebAssembly.Module | null): string {
  if (engine !== 'wasm' || module === null) return FUSED_ARITHMETIC
  const memory = createSharedMemory(PROOF_BYTES)
  return proveFused(instantiateWasmKernels(module, memory), memory) ? FUSED_ARITHMETIC : UNFUSED_ARITHMETIC
}
