import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { LabBridge } from '../../src-shared/ipc-bridge'
import { expect, isRoot, test } from '../helpers/lab-window'
import { PATIENCE } from '../helpers/patience.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const electron = createRequire(import.meta.url)('electron') as unknown as string

test('a built app takes its page from nobody else', async ({ launch }) => {
  const asked: string[] = []
  const server = createHttpServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('<div id="app"><p>foreign</p></div>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { page } = await launch({
    env: {
      ELECTRON_RENDERER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      NODE_ENV: 'development',
      NODE_ENV_ELECTRON_VITE: 'development',
    },
  })
  expect(page.url()).toBe('app://lab/index.html')
  expect(asked).toEqual([])
  server.close()
})

test('WebRTC reaches nobody, neither by UDP nor by TCP', async ({ launch }) => {
  const heard: string[] = []
  const udp = createSocket('udp4').on('message', () => heard.push('udp'))
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
  const tcp = createServer((socket) => {
    heard.push('tcp')
    socket.destroy()
  })
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
  const ports = [udp.address().port, (tcp.address() as AddressInfo).port]
  const { page } = await launch()
  const candidates = await page.evaluate(async ([udpPort, tcpPort]) => {
    const turn = { username: 'a', credential: 'b' }
    const connection = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:127.0.0.1:${udpPort}` },
        { urls: `turn:127.0.0.1:${udpPort}?transport=udp`, ...turn },
        { urls: `turn:127.0.0.1:${tcpPort}?transport=tcp`, ...turn },
      ],
    })
    const found: string[] = []
    connection.onicecandidate = ({ candidate }) => {
      if (candidate !== null && candidate.candidate !== '') found.push(candidate.candidate)
    }
    connection.createDataChannel('out')
    await connection.setLocalDescription(await connection.createOffer())
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    connection.close()
    return found
  }, ports)
  expect(heard).toEqual([])
  expect(candidates.filter((candidate) => / udp /i.test(candidate))).toEqual([])
  udp.close()
  tcp.close()
})

test('the page has no pickers and devices of the web, and saves nothing by itself', async ({ launch }) => {
  const { app, page } = await launch()
  const found = await page.evaluate(() => [
    ...['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker', 'EyeDropper'].filter(
      (name) => name in window,
    ),
    ...['bluetooth', 'hid', 'serial', 'usb', 'share'].filter((name) => name in navigator),
  ])
  expect(found).toEqual([])
  // Main listens before the page tries, and answers afterwards: which of two messages comes first is not for a test to guess.
  await app.evaluate(({ session }) => {
    const asked = new Promise<boolean>((resolve) => {
      session.defaultSession.on('will-download', (event) => resolve(event.defaultPrevented))
    })
    Object.assign(globalThis, { wasDownloadPrevented: () => asked })
  })
  await page.evaluate(() => {
    const address = URL.createObjectURL(new Blob(['a file']))
    Object.assign(document.createElement('a'), { href: address, download: 'file.txt' }).click()
  })
  const isPrevented = app.evaluate(() =>
    (globalThis as unknown as { wasDownloadPrevented: () => Promise<boolean> }).wasDownloadPrevented(),
  )
  expect(await isPrevented).toBe(true)
})

/** What the page gets when it asks for picture, sound and screen. */
function askForMedia(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(async () => {
    const ask = (asked: Promise<MediaStream>): Promise<string> =>
      asked.then(
        (stream) => {
          for (const track of stream.getTracks()) track.stop()
          return 'given'
        },
        () => 'refused',
      )
    const { mediaDevices } = navigator
    return {
      picture: await ask(mediaDevices.getUserMedia({ video: true })),
      sound: await ask(mediaDevices.getUserMedia({ audio: true })),
      both: await ask(mediaDevices.getUserMedia({ audio: true, video: true })),
      screen: await ask(mediaDevices.getDisplayMedia()),
    }
  })
}

test('the camera is closed until the camera view asks main for it, and sound and screen always are', async ({
  launch,
}) => {
  const { page } = await launch({ args: ['--use-fake-device-for-media-stream'] })
  const none = { picture: 'refused', sound: 'refused', both: 'refused', screen: 'refused' }
  const request = (name: 'camera:open' | 'camera:close'): Promise<void> =>
    page.evaluate(async (channel) => {
      await (window as unknown as { readonly lab: LabBridge }).lab.requests[channel]()
    }, name)
  expect(await askForMedia(page)).toEqual(none)
  await request('camera:open')
  expect(await askForMedia(page)).toEqual({ ...none, picture: 'given' })
  await request('camera:close')
  expect(await askForMedia(page)).toEqual(none)
  await request('camera:open')
  await page.reload()
  await page.waitForSelector('#app > *')
  expect(await askForMedia(page)).toEqual(none)
})

interface Ended {
  readonly code: number | null
  readonly said: string
}

/** Starts a program of its own and tells how it ended; it is ended as soon as `isEnough`. */
function started(
  command: string,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  isEnough: () => boolean = () => false,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { cwd: root, env: { ...process.env, ...env }, detached: true })
    let said = ''
    child.stdout.on('data', (text) => (said += String(text)))
    child.stderr.on('data', (text) => (said += String(text)))
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }
    const look = setInterval(() => {
      if (isEnough()) end()
    }, 200)
    const limit = setTimeout(end, PATIENCE)
    child.on('close', (code) => {
      clearInterval(look)
      clearTimeout(limit)
      resolve({ code, said })
    })
  })
}

const sandbox = isRoot ? ['--no-sandbox'] : []

for (const [language, home, sentence] of [
  [
    'en_US.UTF-8',
    '/dev/null/nobody',
    /The lab cannot start, because it cannot write to .*its path is a file/,
  ],
  ['ko_KR.UTF-8', '/dev/null/nobody', /쓸 수 없어 시작하지 못했습니다/],
  // Here a system answers "no such folder" to every try.
  ['en_US.UTF-8', '/proc/nobody', /The lab cannot start, because it cannot write to/],
] as const) {
  test(`where nothing can be kept, the app ends with a sentence and an error (${language}, ${home})`, async () => {
    const env = { HOME: home, XDG_CONFIG_HOME: undefined, LANG: language, LC_ALL: language }
    const { code, said } = await started(electron, [root, ...sandbox, '--disable-gpu'], env)
    expect(said).toMatch(sentence)
    expect(code).toBe(1)
  })
}

test('npm start opens the window whatever an editor says to its terminal', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'lab-user-data-'))
  const library = join(userData, 'library')
  const env = {
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: '--openssl-legacy-provider',
    NODE_ENV: 'development',
    WAYLAND_DISPLAY: 'wayland-that-is-gone',
  }
  const words = ['scripts/start.mjs', `--user-data-dir=${userData}`, '--disable-gpu']
  const { said } = await started(process.execPath, words, env, () => existsSync(library))
  expect(existsSync(library), said).toBe(true)
  rmSync(userData, { recursive: true, maxRetries: 10, force: true })
})
