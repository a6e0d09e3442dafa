import { run } from '../run.mjs'
import { answersX11, connects, waylandSocket } from './servers.mjs'

/** Chromium's sandbox refuses to run as root, where it would protect nothing. */
export const sandboxFlags = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/**
 * @typedef {object} Display
 * @property {boolean} isThere whether a window can be opened
 * @property {Record<string, string | undefined>} env what a program must know to find it, and no display that is dead
 * @property {readonly string[]} flags for Electron, which looks for X11 first
 */

/** Looks for a display that answers: a variable is often left over from one that has gone. @param {NodeJS.ProcessEnv} [environment] @returns {Promise<Display>} */
export async function findDisplay(environment = process.env) {
  if (process.platform !== 'linux') return { isThere: true, env: {}, flags: [] }
  const { DISPLAY, XAUTHORITY } = environment
  const socket = waylandSocket(environment)
  const [x11, wayland] = await Promise.all([
    DISPLAY ? answersX11(DISPLAY, XAUTHORITY) : false,
    socket === undefined ? false : connects({ path: socket }),
  ])
  return {
    isThere: x11 || wayland,
    env: {
      ...(x11 ? {} : { DISPLAY: undefined }),
      ...(wayland
        ? {}
        : { WAYLAND_DISPLAY: undefined, WAYLAND_SOCKET: undefined, XDG_SESSION_TYPE: undefined }),
    },
    flags: wayland && !x11 ? ['--ozone-platform=wayland'] : [],
  }
}

export async function hasDisplay() {
  const { isThere } = await findDisplay()
  return isThere
}

/**
 * Runs a command on the display at hand, or on a virtual one where there is none.
 * @param {string} command
 * @param {readonly string[]} argumentList
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function runOnDisplay(command, argumentList, options = {}) {
  const { isThere, env } = await findDisplay()
  const all = { ...options, env: { ...options.env, ...env } }
  if (isThere) return run(command, argumentList, all)
  // A screen that begins anew when its last window has gone would refuse one that is opened at once.
  return run('xvfb-run', ['-a', '-s', '-screen 0 1280x900x24 -noreset', command, ...argumentList], all)
}
