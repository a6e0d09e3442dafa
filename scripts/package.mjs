import { buildIfStale } from './build-if-stale.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { runScript } from './main-module.mjs'
import { binary, mustRun } from './run.mjs'

await runScript(async () => {
  await ensureElectron()
  await buildIfStale()
  const flags = process.argv.length > 2 ? process.argv.slice(2) : ['--dir']
  await mustRun(binary('electron-builder'), [
    '--config',
    'electron-builder.config.mjs',
    '--publish',
    'never',
    ...flags,
  ])
})
