import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { runScript } from './main-module.mjs'
import { binary, run } from './run.mjs'
import { root, withLock } from './stale.mjs'

const layers = ['shared', 'main', 'preload', 'renderer', 'test']
const cache = join(root, 'node_modules/.cache/typecheck')

// The component library writes the types of its theme and of its components when the window is built.
const isWindowTyped = () =>
  ['components.d.ts', 'node_modules/.nuxt-ui/ui'].every((path) => existsSync(join(root, path)))

/** @param {string} layer */
function check(layer) {
  const flags = ['--noEmit', '--incremental', '--tsBuildInfoFile', join(cache, `${layer}.tsbuildinfo`)]
  return run(binary('vue-tsc'), ['-p', `tsconfig.${layer}.json`, ...flags])
}

await runScript(async () => {
  if (!isWindowTyped()) await withLock('build', build)
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : layers
  for (const layer of wanted) if ((await check(layer)) !== 0) process.exitCode = 1
})
