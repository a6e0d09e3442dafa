import type { Address } from '../kernels/kernels'
import { TARGET_OFF, TARGET_ON, TARGET_SCALE, TARGET_WORDS } from '../kernels/scalar-layouts'
import { floatsAt, type Memory } from './memory'

/** What the loss aims at: shares of the label and of every other class, and the factor of its derivatives. */
interface Targets {
  readonly on: number
  readonly off: number
  readonly scale: number
}

/** Writes the block of targets that `softmaxCrossEntropyF32` reads. */
export function writeTargets(memory: Memory, address: Address, { on, off, scale }: Targets): void {
  const block = floatsAt(memory, address, TARGET_WORDS)
  block[TARGET_ON] = on
  block[TARGET_OFF] = off
  block[TARGET_SCALE] = scale
}
