import { buildKernelsIfStale } from '../../scripts/build-kernels.mjs'
import { buildNativeIfStale } from '../../scripts/build-native.mjs'

/** Runs once before all unit tests, so that a narrow `vitest run` never sees old kernels. */
export async function setup(): Promise<void> {
  await buildKernelsIfStale()
  await buildNativeIfStale()
}
