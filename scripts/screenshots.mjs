import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { changesForElectron } from './environment.mjs'
import { runScript } from './main-module.mjs'
import { toolScript } from './run.mjs'
import { root } from './stale.mjs'

/** Screenshots that the README shows, and their names in docs/images. */
const README_IMAGES = { 'training-live-en-light': 'training', 'design-en-light': 'design' }

const words = process.argv.slice(2)
const pages = words.filter((word) => !word.startsWith('--')).join()

/**
 * Photographs the pages of the real app with real runs: all of them, or those that are named. `--readme` also takes the two
 * pictures that the README shows.
 */
await runScript(async () => {
  await buildIfStale()
  await ensureElectron()
  await ensureLibraries({ virtualScreen: !(await hasDisplay()), install: true })
  const config = ['test', '--config', 'test/screenshots/playwright.config.ts']
  const code = await runOnDisplay(process.execPath, [toolScript('playwright'), ...config], {
    env: { ...changesForElectron(), SCREENSHOT_PAGES: pages },
  })
  if (code !== 0)
    throw new Error(`Not all screenshots could be taken: playwright ended with exit code ${code}.`)
  if (!words.includes('--readme')) return
  mkdirSync(join(root, 'docs/images'), { recursive: true })
  for (const [name, image] of Object.entries(README_IMAGES)) {
    copyFileSync(join(root, 'screenshots', `${name}.png`), join(root, 'docs/images', `${image}.png`))
  }
})
