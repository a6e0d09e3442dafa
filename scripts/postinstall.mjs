import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sentenceOnNode } from './node-version.mjs'

// The native kernels are an extra where a compiler is at hand: whatever goes wrong here, the installation has succeeded.
const build = fileURLToPath(new URL('./build-native.mjs', import.meta.url))
if (existsSync(build)) spawnSync(process.execPath, [build], { stdio: 'ignore' })

const sentence = sentenceOnNode()
if (sentence !== undefined) process.stderr.write(`${sentence}\n`)
