import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { hasDisplay, sandboxFlags } from './display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { runScript } from './main-module.mjs'
import { binary, run } from './run.mjs'
import { root } from './stale.mjs'

async function openLab() {
  await ensureElectron()
  await ensureLibraries({ install: true })
  await buildIfStale()
  return run(binary('electron'), [root, ...sandboxFlags(), ...process.argv.slice(2)])
}

async function trainInTerminal() {
  process.stdout.write(
    'There is no display here, so the lab trains its final network in this terminal instead.\n',
  )
  await buildIfStale()
  const words = ['train', '--preset', 'final-network', '--seed', '1', ...process.argv.slice(2)]
  return run(process.execPath, [join(root, 'scripts/lab.mjs'), ...words])
}

await runScript(async () => {
  process.exitCode = await (hasDisplay() ? openLab() : trainInTerminal())
})
