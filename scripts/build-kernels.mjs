import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { isMainModule, runScript } from './main-module.mjs'
import { mustRun, toolScript } from './run.mjs'
import { sharedConstants } from './shared-constants.mjs'
import { hashOf, isBuiltFrom, root, withLock, writeAtomically } from './stale.mjs'

const source = 'src-shared/kernels/wasm/index.ts'
const output = join(root, 'out/kernels/kernels.wasm')
const stamp = join(root, 'out/kernels/stamp')
const flags = [
  ...['-O3', '--runtime', 'stub', '--importMemory', '--sharedMemory', '--maximumMemory', '65536'],
  ...['--enable', 'simd', '--enable', 'relaxed-simd', '--enable', 'threads', '--uncheckedBehavior', 'always'],
]

const sourceHash = () => hashOf(['src-shared/kernels/wasm', ...sharedConstants, 'scripts/build-kernels.mjs'])
const isFresh = () => existsSync(output) && isBuiltFrom(stamp, sourceHash())

/** Compiles the WebAssembly kernels. The result appears whole or not at all, because other processes may be loading it. */
export async function buildKernels() {
  if (!existsSync(join(root, source))) return
  const hash = sourceHash()
  mkdirSync(join(root, 'out/kernels'), { recursive: true })
  const temporary = join(root, `out/kernels/kernels.${process.pid}.wasm`)
  await mustRun(process.execPath, [toolScript('asc'), source, ...flags, '--outFile', temporary], {
    quiet: true,
  })
  renameSync(temporary, output)
  writeAtomically(stamp, hash)
}

/** Compiles the kernels when they are older than their sources; safe when several processes ask at once. */
export async function buildKernelsIfStale() {
  if (!existsSync(join(root, source)) || isFresh()) return
  await withLock('build-kernels', async () => {
    if (!isFresh()) await buildKernels()
  })
}

if (isMainModule(import.meta.url)) await runScript(buildKernels)
