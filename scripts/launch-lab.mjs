import { _electron } from '@playwright/test'
import { sandboxFlags } from './display/display.mjs'

/**
 * Opens the built lab of a checkout with a folder of its own for what it writes, as measurements need it: in English, drawn without graphics hardware.
 * @param {string} checkout
 * @param {string} userData
 * @param {readonly string[]} flags
 */
export async function launchLab(checkout, userData, flags = []) {
  const app = await _electron.launch({
    args: [
      checkout,
      `--user-data-dir=${userData}`,
      '--disable-gpu',
      '--lang=en-US',
      ...flags,
      ...sandboxFlags(),
    ],
    chromiumSandbox: sandboxFlags().length === 0,
  })
  return { app, page: await app.firstWindow() }
}
