import { run } from './run.mjs'

export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Chromium's sandbox refuses to run as root, where it would protect nothing. */
export const sandboxFlags = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/**
 * Runs a command on the display at hand, or on a virtual one where there is none.
 * @param {string} command
 * @param {readonly string[]} argumentList
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runOnDisplay(command, argumentList, options) {
  if (hasDisplay()) return run(command, argumentList, options)
  return run('xvfb-run', ['-a', '-s', '-screen 0 1280x900x24', command, ...argumentList], options)
}
