import { build, sourceHash, stamp } from './build.mjs'
import { buildNativeIfStale } from './build-native.mjs'
import { isMainModule, runScript } from './main-module.mjs'
import { isBuiltFrom, withLock } from './stale.mjs'

/** Builds what is older than its sources: silent on stdout, and safe when several processes ask at once. */
export async function buildIfStale() {
  await buildNativeIfStale()
  if (isBuiltFrom(stamp, sourceHash())) return
  await withLock('build', async () => {
    if (!isBuiltFrom(stamp, sourceHash())) await build()
  })
}

if (isMainModule(import.meta.url)) await runScript(buildIfStale)
