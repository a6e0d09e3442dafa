import type { EngineName, Kernels } from '#shared/kernels/kernels'
import { createReferenceKernels } from '#shared/kernels/reference/reference-kernels'
import { arithmeticId } from './arithmetic'
import { loadNativeKernels, nativeEngineFault } from './native-engine'
import { compileWasmKernelsSync, instantiateWasmKernels } from './wasm-engine'

const ENGINES: readonly EngineName[] = ['reference', 'wasm', 'native']

/** Which engine trains, and why no faster one does. */
export interface EngineChoice {
  readonly engine: EngineName
  /** Empty where the fastest engine trains. */
  readonly reason: string
}

/**
 * Takes the fastest engine that this machine has: native code where it was built and fits the processor, else WebAssembly.
 *
 * `forced`, from the environment variable KERNELS, takes one by name; it is an error where that one is not available.
 */
export function chooseEngine(forced: string | undefined = process.env['KERNELS']): EngineChoice {
  const fault = nativeEngineFault()
  if (forced === undefined || forced === '') {
    return fault === null ? { engine: 'native', reason: '' } : { engine: 'wasm', reason: fault }
  }
  const engine = ENGINES.find((name) => name === forced)
  if (engine === undefined)
    throw new Error(`KERNELS is "${forced}", but the engines are ${ENGINES.join(', ')}.`)
  if (engine === 'native' && fault !== null)
    throw new Error(`KERNELS is "native", but it is not available. ${fault}`)
  return { engine, reason: `KERNELS=${engine} was asked for.` }
}

/** What worker threads need to make their kernels; compiled once for all of them. */
export function prepareEngine(engine: EngineName): WebAssembly.Module | null {
  return engine === 'wasm' ? compileWasmKernelsSync() : null
}

/** The kernels of an engine over a memory, for the calling thread. */
export function createKernels(
  engine: EngineName,
  module: WebAssembly.Module | null,
  memory: WebAssembly.Memory,
): Kernels {
  if (engine === 'reference') return createReferenceKernels(memory.buffer)
  if (engine === 'native') return loadNativeKernels(memory)
  if (module === null)
    throw new Error('The WebAssembly engine was not compiled before its kernels were asked for.')
  return instantiateWasmKernels(module, memory)
}

/** The arithmetic that a training on this machine computes with; of the fastest engine where none is named. */
export function arithmeticOf(engine: EngineName = chooseEngine().engine): string {
  return arithmeticId(engine, prepareEngine(engine))
}
