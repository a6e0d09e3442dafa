import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// The native kernels are an extra where a compiler is at hand: whatever goes wrong here, the installation has succeeded.
const build = fileURLToPath(new URL('./build-native.mjs', import.meta.url))
if (existsSync(build)) spawnSync(process.execPath, [build], { stdio: 'ignore' })
