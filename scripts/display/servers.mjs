import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** Milliseconds in which a display at hand answers, on a busy machine too. */
const PATIENCE = 3_000
const FIRST_PORT = 6000
// "I speak version 11, little end first, and show no key."
const GREETING = Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])
const REFUSED = 0

/**
 * Speaks with a server: resolves with the first bytes that it answers, or with none where nobody is there.
 * @param {import('node:net').NetConnectOpts} where @param {Buffer | null} greeting null: a connection is answer enough
 * @returns {Promise<Buffer | undefined>}
 */
function speak(where, greeting) {
  return new Promise((resolve) => {
    const socket = connect(where)
    const end = (/** @type {Buffer | undefined} */ answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(PATIENCE, () => end(undefined))
    socket.on('error', () => end(undefined))
    socket.on('close', () => end(undefined))
    socket.on('connect', () => (greeting === null ? end(Buffer.alloc(0)) : socket.write(greeting)))
    socket.on('data', end)
  })
}

/** @param {import('node:net').NetConnectOpts} where */
export async function connects(where) {
  return (await speak(where, null)) !== undefined
}

/** Where the socket of Wayland lies; undefined where the variables name none. @param {NodeJS.ProcessEnv} environment */
export function waylandSocket({ WAYLAND_DISPLAY, XDG_RUNTIME_DIR }) {
  if (!WAYLAND_DISPLAY) return undefined
  if (isAbsolute(WAYLAND_DISPLAY)) return WAYLAND_DISPLAY
  return XDG_RUNTIME_DIR ? join(XDG_RUNTIME_DIR, WAYLAND_DISPLAY) : undefined
}

/** The places at which a display of X11 may listen. @param {string} display as in DISPLAY: `:0`, `unix:0.0`, `host:10` @returns {import('node:net').NetConnectOpts[]} */
export function x11Places(display) {
  if (isAbsolute(display)) return [{ path: display }, { path: display.replace(/\.\d+$/, '') }]
  const [, host = '', digits] = /^(.*?):(\d+)(?:\.\d+)?$/.exec(display) ?? []
  if (digits === undefined) return []
  if (host !== '' && host !== 'unix') {
    return [{ host: host.replace(/^\w+\/|^\[|\]$/g, ''), port: FIRST_PORT + Number(digits) }]
  }
  const path = `/tmp/.X11-unix/X${digits}`
  return [{ path }, { path: `\0${path}` }]
}

/**
 * Whether a server of X11 would let a program in. Without its key it says no; then it counts where a key lies ready.
 * @param {string} display @param {string | undefined} keyFile
 */
export async function answersX11(display, keyFile) {
  for (const place of x11Places(display)) {
    const answer = await speak(place, GREETING)
    if (answer === undefined || answer.length === 0) continue
    return answer[0] !== REFUSED || existsSync(keyFile || join(homedir(), '.Xauthority'))
  }
  return false
}
