import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import type { LabWindow } from '../lab-window.ts'
import { answeringHosts, filesOutsideBundle, leaveByAddress } from './addresses.ts'
import { askFromForeignPage, escapeThroughBridge } from './bridge.ts'
import { runForeignCode } from './code.ts'
import { grantedPermissions } from './permissions.ts'
import { askOutside } from './requests.ts'

interface Outside {
  readonly address: string
  /** What has reached it. */
  readonly heard: readonly string[]
  close(): void
}

/** A server that anybody may ask and that keeps what it was asked. */
async function openOutside(): Promise<Outside> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method ?? ''} ${request.headers['sec-fetch-dest'] ?? ''}`)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end('foreignCode("outside")')
  })
  // Before anything is asked: a connection that only looks ahead has reached it, too.
  server.on('connection', (connection) => heard.push(`connection ${String(connection.remoteFamily)}`))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    heard,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Tries each way out of the window. None may lead anywhere, and the page must still be the lab's own at the end. */
export async function expectNoWayOut({ app, page }: Pick<LabWindow, 'app' | 'page'>): Promise<void> {
  expect(await grantedPermissions(page)).toEqual([])
  expect(await escapeThroughBridge(page)).toEqual([])
  expect(await askFromForeignPage(app)).toMatch(/came from a page that is not the lab's own/)
  expect(await filesOutsideBundle(page)).toEqual([])
  expect(await answeringHosts(app)).toEqual([])
  expect(await runForeignCode(page)).toEqual([])
  const outside = await openOutside()
  await askOutside(page, outside.address)
  expect(outside.heard).toEqual([])
  outside.close()
  await leaveByAddress(app)
  const pages = (): Promise<readonly string[]> =>
    app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getURL()))
  await expect.poll(pages).toEqual([expect.stringMatching(/^app:\/\/lab\/index\.html(#|$)/)])
}
