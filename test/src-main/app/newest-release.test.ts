import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { isNewer, newestRelease } from '../../../src-main/app/newest-release'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest`
}
const saying = (text: string): Promise<string> => serve((_request, response) => response.end(text))

test('versions are compared number by number', () => {
  for (const [version, than] of [
    ['0.2.0', '0.1.0'],
    ['0.1.10', '0.1.9'],
    ['1.0.0', '0.99.99'],
  ] as const) {
    expect(isNewer(version, than)).toBe(true)
    expect(isNewer(than, version)).toBe(false)
  }
  expect(isNewer('1.2.3', '1.2.3')).toBe(false)
})

describe('the newest release', () => {
  test('is what the list says, and the question says nothing about who asks', async () => {
    const asked: (readonly string[])[] = []
    const feed = await serve(({ method, url, headers }, response) => {
      asked.push([method ?? '', url ?? '', ...Object.keys(headers).toSorted(), headers['user-agent'] ?? ''])
      response.end('{"tag_name":"v0.12.3","html_url":"https://elsewhere.example/"}')
    })
    expect(await newestRelease(feed)).toBe('0.12.3')
    expect(asked).toEqual([
      [
        ...['GET', '/latest', 'accept', 'accept-encoding', 'accept-language', 'connection', 'host'],
        ...['sec-fetch-mode', 'user-agent', 'our-neural-network'],
      ],
    ])
  })

  test.each([
    'no JSON',
    '[]',
    'null',
    '{"tag_name":7}',
    '{"tag_name":"v1.2"}',
    '{"tag_name":"v1.2.3-rc.1"}',
    '{"tag_name":"1.2.3\\n<script>"}',
  ])('is not taken from an answer that is none: %s', async (text) => {
    await expect(newestRelease(await saying(text))).rejects.toThrow(/gave an answer that cannot be used/)
  })

  test('is not taken from an answer that is far too large or an error, and not from another place', async () => {
    const large = await saying(`{"tag_name":"v1.2.3","body":"${'x'.repeat(300_000)}"}`)
    const missing = await serve((_request, response) => response.writeHead(404).end('{"tag_name":"v1.2.3"}'))
    const elsewhere = await saying('{"tag_name":"v1.2.3"}')
    const moved = await serve((_request, response) => response.writeHead(302, { Location: elsewhere }).end())
    for (const feed of [large, missing])
      await expect(newestRelease(feed)).rejects.toThrow(/gave an answer that cannot be used/)
    for (const feed of [moved, 'http://127.0.0.1:1/'])
      await expect(newestRelease(feed)).rejects.toThrow('The list of releases cannot be reached.')
  })

  test('is not waited for without end, neither for its beginning nor for its rest', async () => {
    const silent = await serve(() => undefined)
    const halting = await serve((_request, response) => response.write('{"tag_name":'))
    for (const feed of [silent, halting])
      await expect(newestRelease(feed, 200)).rejects.toThrow('The list of releases did not answer in time.')
  })
})
