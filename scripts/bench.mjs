import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { hasDisplay } from './display/display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { changesForElectron } from './environment.mjs'
import { runScript } from './main-module.mjs'
import { run } from './run.mjs'
import { root } from './stale.mjs'

/** Measurements beside the engine's own, each a script: what the word asks for. */
const OTHERS = new Map([
  ['--runs', 'bench-runs.mjs'],
  ['--sharing', 'bench-sharing.mjs'],
  ['--window', 'bench-window.mjs'],
  ['--start', 'bench-start.mjs'],
  ['--search', 'bench-search.mjs'],
  ['--peers', 'bench-peers.mjs'],
  ['--torch', 'bench-torch.mjs'],
])
/** Those that open the real window. */
const IN_WINDOW = ['--runs', '--window', '--start', '--search']

await runScript(async () => {
  await buildIfStale()
  const words = process.argv.slice(2)
  const other = words.find((word) => OTHERS.has(word))
  if (IN_WINDOW.some((word) => word === other)) {
    await ensureElectron()
    await ensureLibraries({ virtualScreen: !(await hasDisplay()), install: true })
  }
  const program =
    other === undefined ? join(root, 'out/main/bench.js') : join(root, 'scripts', OTHERS.get(other) ?? '')
  process.exitCode = await run(process.execPath, [program, ...words], {
    env: other === undefined ? {} : changesForElectron(),
  })
})
