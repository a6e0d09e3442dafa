import { buildKernelsIfStale } from '../../scripts/build-kernels.mjs'

/** Runs once before all unit tests, so that a narrow `vitest run` never sees an old kernels.wasm. */
export async function setup(): Promise<void> {
  await buildKernelsIfStale()
}
