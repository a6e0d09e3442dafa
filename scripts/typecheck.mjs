import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { runScript } from './main-module.mjs'
import { runTool } from './run.mjs'
import { root } from './stale.mjs'

const layers = ['shared', 'main', 'preload', 'renderer', 'test']
const cache = join(root, 'node_modules/.cache/typecheck')

/** @param {string} layer */
function check(layer) {
  const flags = ['--noEmit', '--incremental', '--tsBuildInfoFile', join(cache, `${layer}.tsbuildinfo`)]
  return runTool('vue-tsc', ['-p', `tsconfig.${layer}.json`, ...flags])
}

await runScript(async () => {
  // The component library writes the types of its theme and of its components when the window is built.
  await buildIfStale()
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : layers
  for (const layer of wanted) if ((await check(layer)) !== 0) process.exitCode = 1
})
