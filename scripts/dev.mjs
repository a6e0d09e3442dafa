import { buildKernelsIfStale } from './build-kernels.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { changesForElectron } from './environment.mjs'
import { runScript } from './main-module.mjs'
import { withPlainTool } from './plain-path/plain-path.mjs'

await runScript(async () => {
  await ensureElectron()
  await ensureLibraries({ virtualScreen: !(await hasDisplay()), install: true })
  await buildKernelsIfStale()
  const flags = process.getuid?.() === 0 ? ['--noSandbox'] : []
  process.exitCode = await withPlainTool('electron-vite', ({ words, cwd, env }) =>
    runOnDisplay(process.execPath, [...words, 'dev', ...flags, ...process.argv.slice(2)], {
      cwd,
      env: { ...changesForElectron(), NODE_ENV: 'development', ...env },
    }),
  )
})
