import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { findDisplay, sandboxFlags } from './display/display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { changesForElectron } from './environment.mjs'
import { runScript } from './main-module.mjs'
import { run, runTool } from './run.mjs'
import { root } from './stale.mjs'

const words = process.argv.slice(2)

/** @param {import('./display/display.mjs').Display} display */
async function openLab({ env, flags }) {
  await ensureElectron()
  await ensureLibraries({ install: true })
  await buildIfStale()
  return runTool('electron', [root, ...sandboxFlags(), ...flags, ...words], {
    env: { ...changesForElectron(), ...env },
  })
}

function reasonForTerminal() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const dead = [DISPLAY, WAYLAND_DISPLAY].filter(Boolean)
  return dead.length === 0 ? 'There is no display here' : `No display answers at ${dead.join(' or ')}`
}

async function trainInTerminal() {
  process.stdout.write(
    `${reasonForTerminal()}, so the lab trains its final network in this terminal instead.\n`,
  )
  await buildIfStale()
  const training = ['train', '--preset', 'final-network', '--seed', '1', ...words]
  return run(process.execPath, [join(root, 'scripts/lab.mjs'), ...training])
}

await runScript(async () => {
  const display = await findDisplay()
  process.exitCode = await (display.isThere ? openLab(display) : trainInTerminal())
})
