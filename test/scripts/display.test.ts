import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findDisplay } from '../../scripts/display/display.mjs'
import { x11Places } from '../../scripts/display/servers.mjs'
import { temporaryFolders } from '../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function serve(where: string | number, answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    answer(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) =>
    typeof where === 'string' ? server.listen(where, resolve) : server.listen(where, '127.0.0.1', resolve),
  )
  const address = server.address()
  return typeof address === 'string' ? 0 : (address as AddressInfo).port
}

/** A display of X11 that answers the greeting with one byte; its name as in DISPLAY. */
async function x11Server(firstByte: number): Promise<string> {
  const port = await serve(0, (socket) => {
    socket.on('data', () => socket.end(Buffer.from([firstByte, 0, 11, 0, 0, 0, 0, 0])))
  })
  return `127.0.0.1:${port - 6000}`
}

describe.runIf(process.platform === 'linux')('findDisplay', () => {
  it('should find none where no variable names one', async () => {
    expect(await findDisplay({})).toMatchObject({ isThere: false })
  })

  it.each([
    { DISPLAY: ':4711' },
    { DISPLAY: 'unix:4711.0' },
    { DISPLAY: '127.0.0.1:9999' },
    { DISPLAY: 'nonsense' },
    { DISPLAY: '/nowhere/at:0' },
    { WAYLAND_DISPLAY: 'wayland-4711', XDG_RUNTIME_DIR: '/tmp' },
    { WAYLAND_DISPLAY: 'wayland-0' },
    { WAYLAND_DISPLAY: '/nowhere/wayland-0', DISPLAY: ':4711' },
  ])('should take $DISPLAY $WAYLAND_DISPLAY for dead, and hand it on to nobody', async (environment) => {
    const { isThere, env } = await findDisplay(environment)
    expect(isThere).toBe(false)
    expect({ ...environment, ...env }).toMatchObject({ DISPLAY: undefined, WAYLAND_DISPLAY: undefined })
  })

  it('should find a server that lets programs in', async () => {
    const DISPLAY = await x11Server(1)
    const { isThere, env, flags } = await findDisplay({ DISPLAY, WAYLAND_DISPLAY: 'gone' })
    expect(isThere).toBe(true)
    expect(env).not.toHaveProperty('DISPLAY')
    expect(env).toHaveProperty('WAYLAND_DISPLAY', undefined)
    expect(flags).toEqual([])
  })

  it('should believe one that asks for a key only where there is a key', async () => {
    const DISPLAY = await x11Server(0)
    const key = join(await temporaryFolder(), 'key')
    expect(await findDisplay({ DISPLAY, XAUTHORITY: key })).toMatchObject({ isThere: false })
    await writeFile(key, 'a key')
    expect(await findDisplay({ DISPLAY, XAUTHORITY: key })).toMatchObject({ isThere: true })
  })

  it('should not believe a tunnel whose other end is gone', async () => {
    const port = await serve(0, (socket) => socket.end())
    expect(await findDisplay({ DISPLAY: `127.0.0.1:${port - 6000}` })).toMatchObject({ isThere: false })
  })

  it('should open the window on Wayland where that is all there is', async () => {
    const XDG_RUNTIME_DIR = await temporaryFolder()
    await serve(join(XDG_RUNTIME_DIR, 'wayland-1'), () => undefined)
    const found = await findDisplay({ XDG_RUNTIME_DIR, WAYLAND_DISPLAY: 'wayland-1', DISPLAY: ':4711' })
    expect(found).toMatchObject({ isThere: true, flags: ['--ozone-platform=wayland'] })
    expect(found.env).toEqual({ DISPLAY: undefined })
  })
})

describe('x11Places', () => {
  it.each([
    [':1', '/tmp/.X11-unix/X1'],
    ['unix:12.3', '/tmp/.X11-unix/X12'],
    ['/run/launch/org.x:0', '/run/launch/org.x:0'],
  ])('should look for %s at %s', (display, path) => {
    expect(x11Places(display)[0]).toEqual({ path })
  })

  it.each([
    ['localhost:10.0', 'localhost', 6010],
    ['tcp/there:2', 'there', 6002],
    ['[::1]:3', '::1', 6003],
  ])('should look for %s on another computer', (display, host, port) => {
    expect(x11Places(display)).toEqual([{ host, port }])
  })
})
