import { buildIfStale } from './build-if-stale.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { runScript } from './main-module.mjs'
import { mustRun, toolScript } from './run.mjs'

await runScript(async () => {
  await ensureElectron()
  await buildIfStale()
  const flags = process.argv.length > 2 ? process.argv.slice(2) : ['--dir']
  const config = ['--config', 'electron-builder.config.mjs', '--publish', 'never']
  await mustRun(process.execPath, [toolScript('electron-builder'), ...config, ...flags])
})
