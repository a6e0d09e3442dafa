import { setFlagsFromString } from 'node:v8'
import fc from 'fast-check'

const [nodeMajor] = process.versions.node.split('.').map(Number)

// Node 20 runs relaxed SIMD, but only once it has been asked to before the first module is compiled.
if (nodeMajor < 22) setFlagsFromString('--experimental-wasm-relaxed-simd')

// A failing property prints its seed; TEST_SEED=<that number> repeats it.
const { TEST_SEED } = process.env
if (TEST_SEED !== undefined) fc.configureGlobal({ seed: Number(TEST_SEED) })
