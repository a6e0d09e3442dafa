import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Kernels } from '#shared/kernels/kernels'
import {
  ARGUMENT_BLOCK_LENGTH,
  createNativeKernels,
  type NativeFunctions,
} from '#shared/kernels/native-kernels'
import { errorMessage } from '../base/error-message'

/** What the compiled module exports; src-native/module.cpp. */
interface NativeModule {
  /** Names of the instruction sets that this processor can run, the fastest first. */
  readonly variants: readonly string[]
  readonly useLargePages: (memory: Uint8Array) => void
  readonly attach: (memory: Uint8Array, block: Float64Array, variant: string) => NativeFunctions
}

type Loaded =
  { readonly module: NativeModule; readonly fault: null } | { readonly module: null; readonly fault: string }

/** How far up from this file the root of the repository, or of the packaged app, can lie. */
const LEVELS = 4

let loaded: Loaded | null = null

/** Where the module lies: named by NATIVE_KERNELS, or in out/native. The packaged app keeps it outside its archive. */
function findModule(): string | undefined {
  const named = process.env['NATIVE_KERNELS']
  if (named !== undefined && named !== '') return named
  let folder = dirname(fileURLToPath(import.meta.url)).replace(/\bapp\.asar\b(?!\.)/, 'app.asar.unpacked')
  for (let level = 0; level < LEVELS; level += 1) {
    const file = join(folder, 'out/native/kernels.node')
    if (existsSync(file)) return file
    folder = dirname(folder)
  }
  return undefined
}

function load(): Loaded {
  const file = findModule()
  if (file === undefined)
    return { module: null, fault: 'No native kernels were built: there was no C++ compiler.' }
  if (!existsSync(file)) return { module: null, fault: `There are no native kernels at ${file}.` }
  const holder: { exports: Partial<NativeModule> } = { exports: {} }
  try {
    process.dlopen(holder, file)
  } catch (error) {
    const reason = errorMessage(error)
    return { module: null, fault: `The native kernels could not be loaded: ${reason}` }
  }
  const { variants, useLargePages, attach } = holder.exports
  if (variants === undefined || useLargePages === undefined || attach === undefined)
    return { module: null, fault: `${file} contains no native kernels.` }
  if (variants.length === 0) {
    return {
      module: null,
      fault: 'This processor has neither AVX2 with FMA nor NEON, which the native kernels need.',
    }
  }
  return { module: { variants, useLargePages, attach }, fault: null }
}

function loadOnce(): Loaded {
  loaded ??= load()
  return loaded
}

/** Why there is no native engine here, as a sentence; null where there is one. */
export function nativeEngineFault(): string | null {
  return loadOnce().fault
}

/** Names of the instruction sets that the native engine can use on this processor, the fastest first; none without the engine. */
export function nativeVariants(): readonly string[] {
  return loadOnce().module?.variants ?? []
}

/**
 * Asks for large pages below a memory that the native engine will use and nobody has written to yet; Linux has them, and gives
 * them to those who ask. A step of the final network takes 7 % less processor time with them (AMD Zen 3).
 */
export function askForLargePages(memory: WebAssembly.Memory): void {
  loadOnce().module?.useLargePages(new Uint8Array(memory.buffer))
}

/** The native kernels over a memory for the calling thread, for the fastest instruction set unless one is named. */
export function loadNativeKernels(memory: WebAssembly.Memory, variant?: string): Kernels {
  const { module, fault } = loadOnce()
  if (module === null) throw new Error(fault)
  const block = new Float64Array(ARGUMENT_BLOCK_LENGTH)
  return createNativeKernels(
    module.attach(new Uint8Array(memory.buffer), block, variant ?? module.variants[0]),
    block,
  )
}
