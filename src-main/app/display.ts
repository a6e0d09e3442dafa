import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { app } from 'electron'
import { name } from '../../package.json'
import { tellTerminal } from '../base/terminal'
import { languageOf } from './language-of'

/** Where the X11 server of this computer listens for a display; null for one of another computer, which Chromium has to ask. */
function socketOf(display: string): string | null {
  const [, digits] = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(display) ?? []
  return digits === undefined ? null : `/tmp/.X11-unix/X${digits}`
}

function connects(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const end = (isThere: boolean): void => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

/** Servers also listen at a name that is no file, to which Node 20 cannot connect; the kernel lists who listens. */
async function listensByName(path: string): Promise<boolean> {
  const sockets = await readFile('/proc/net/unix', 'utf8').catch(() => '')
  return sockets.split('\n').some((line) => line.endsWith(` @${path}`))
}

/** Whether something listens for a display, as far as can be told. */
async function mayAnswer(display: string): Promise<boolean> {
  const socket = socketOf(display)
  return socket === null || (await connects(socket)) || (await listensByName(socket))
}

/** Why no window can be opened, as a sentence; null where nothing speaks against it. Chromium itself would end with a fault of memory. */
export async function displayFault(): Promise<string | null> {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env
  if (process.platform !== 'linux' || WAYLAND_DISPLAY !== '') return null
  if (DISPLAY !== '' && (await mayAnswer(DISPLAY))) return null
  const { locale } = Intl.DateTimeFormat().resolvedOptions()
  if (languageOf(locale) === 'ko') {
    const what = DISPLAY === '' ? '디스플레이가 없어' : `디스플레이 ${DISPLAY}에 연결할 수 없어`
    return `${what} 창을 열지 못했습니다. 창 없이 쓰려면 첫 단어로 lab을 쓰세요: ${name} lab --help`
  }
  const what = DISPLAY === '' ? 'There is no display' : `No display answers at ${DISPLAY}`
  return `${what}, so the lab cannot open its window. Without one it works with lab as its first word: ${name} lab --help`
}

/** Ends the app with a sentence that only a terminal can show. */
export function endWithoutDisplay(sentence: string): void {
  tellTerminal(sentence)
  app.exit(1)
}
