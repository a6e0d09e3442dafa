import { join } from 'node:path'
import { buildKernelsIfStale } from './build-kernels.mjs'
import { buildNativeIfStale } from './build-native.mjs'
import { isMainModule, runScript } from './main-module.mjs'
import { withPlainTool } from './plain-path/plain-path.mjs'
import { mustRun } from './run.mjs'
import { hashOf, root, withLock, writeAtomically } from './stale.mjs'

export const stamp = join(root, 'out/stamp')

export const sourceHash = () =>
  hashOf([
    ...[
      'src-main',
      'src-renderer',
      'src-shared',
      'electron.vite.config.ts',
      'vite.shared.ts',
      'vite.card.ts',
      'vite.bundled.ts',
    ],
    ...['package.json', 'package-lock.json', 'scripts/build.mjs', 'scripts/build-kernels.mjs'],
  ])

/** Builds the kernels, the native ones where that is possible, then the app, its utility processes and the `lab` command. Whoever calls holds the build lock. */
export async function build() {
  await buildKernelsIfStale()
  await buildNativeIfStale()
  const hash = sourceHash()
  await withPlainTool('electron-vite', ({ words, cwd, env }) =>
    mustRun(process.execPath, [...words, 'build', '--logLevel', 'warn'], {
      quiet: true,
      cwd,
      // Whatever the terminal is set to: what is built here is what people run.
      env: { ...env, NODE_ENV: 'production' },
    }),
  )
  writeAtomically(stamp, hash)
}

if (isMainModule(import.meta.url)) await runScript(() => withLock('build', build))
