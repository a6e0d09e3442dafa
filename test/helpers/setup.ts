import { setFlagsFromString } from 'node:v8'
import fc from 'fast-check'

const [nodeMajor] = process.versions.node.split('.').map(Number)

// Node 20 runs relaxed SIMD, but only once it has been asked to before the first module is compiled.
if (nodeMajor < 22) setFlagsFromString('--experimental-wasm-relaxed-simd')

// The same examples every time, so that a change is judged by what it changed; TEST_SEED=$RANDOM looks elsewhere.
fc.configureGlobal({ seed: Number(process.env['TEST_SEED'] ?? 1) })
