import { buildIfStale } from './build-if-stale.mjs'
import { ensureElectron, installedRuntime } from './electron-runtime.mjs'
import { runScript } from './main-module.mjs'
import { mustRun, toolScript } from './run.mjs'

await runScript(async () => {
  await ensureElectron()
  const { fallback, version } = installedRuntime()
  if (fallback && process.env.PACKAGE_STAND_IN !== '1') {
    throw new Error(
      `Only the stand-in Electron ${version} is here, which is for tests: a package for people needs Electron's official download. PACKAGE_STAND_IN=1 packs it all the same, and marks the package.`,
    )
  }
  await buildIfStale()
  const flags = process.argv.length > 2 ? process.argv.slice(2) : ['--dir']
  const config = ['--config', 'electron-builder.config.mjs', '--publish', 'never']
  await mustRun(process.execPath, [toolScript('electron-builder'), ...config, ...flags])
})
