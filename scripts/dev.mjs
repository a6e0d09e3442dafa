import { buildKernelsIfStale } from './build-kernels.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { hasDisplay, runOnDisplay } from './display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { runScript } from './main-module.mjs'
import { binary } from './run.mjs'

await runScript(async () => {
  await ensureElectron()
  await ensureLibraries({ virtualScreen: !hasDisplay(), install: true })
  await buildKernelsIfStale()
  const flags = process.getuid?.() === 0 ? ['--noSandbox'] : []
  process.exitCode = await runOnDisplay(binary('electron-vite'), ['dev', ...flags, ...process.argv.slice(2)])
})
