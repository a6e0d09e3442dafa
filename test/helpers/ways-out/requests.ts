import type { Page } from '@playwright/test'

/** Asks for something outside in every way that a page has. What comes of it only the server outside can tell. */
export async function askOutside(page: Page, outside: string): Promise<void> {
  await page.evaluate(async (address) => {
    const socket = address.replace('http', 'ws')
    const addElement = (name: string, attributes: Readonly<Record<string, string>>): void => {
      const element = document.createElement(name)
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
      document.body.append(element)
      if (element instanceof HTMLAnchorElement) element.click()
    }
    const addForm = (attributes: Readonly<Record<string, string>>): void => {
      const form = Object.assign(document.createElement('form'), attributes)
      document.body.append(form)
      form.submit()
    }
    const code = (text: string): string => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
    const element = (name: string, attributes: Readonly<Record<string, string>>) => (): void =>
      addElement(name, attributes)
    const ways: readonly (() => unknown)[] = [
      () => fetch(address),
      () => fetch(address, { mode: 'no-cors', method: 'POST', body: 'x', keepalive: true }),
      () => {
        const request = new XMLHttpRequest()
        request.open('POST', address)
        request.send('x')
      },
      () => navigator.sendBeacon(address, 'x'),
      () => new WebSocket(socket),
      () => new EventSource(address),
      () => new Worker(address),
      () => new Worker(code(`importScripts('${address}')`)),
      () => new Worker(code(`fetch('${address}', { mode: 'no-cors' })`), { type: 'module' }),
      () => new SharedWorker(address),
      () => import(/* @vite-ignore */ address),
      () => (CSS as unknown as { paintWorklet: Worklet }).paintWorklet.addModule(address),
      () => new FontFace('outside', `url(${address})`).load(),
      element('img', { src: address }),
      element('img', { srcset: `${address} 2x` }),
      element('script', { src: address }),
      element('script', { src: address, type: 'module' }),
      element('video', { src: address }),
      element('audio', { src: address }),
      element('iframe', { src: address }),
      element('iframe', { srcdoc: `<img src="${address}"><script src="${address}"></script>` }),
      element('object', { data: address }),
      element('embed', { src: address }),
      element('webview', { src: address }),
      ...[
        'stylesheet',
        'prefetch',
        'preload',
        'modulepreload',
        'preconnect',
        'dns-prefetch',
        'prerender',
        'icon',
      ].map((rel) => element('link', { rel, href: address, as: 'script' })),
      element('script', { type: 'speculationrules' }),
      element('div', { style: `background: url(${address})` }),
      element('meta', { 'http-equiv': 'refresh', content: `0; url=${address}` }),
      element('base', { href: address }),
      element('a', { href: '#', ping: address }),
      element('a', { href: address }),
      element('a', { href: address, target: '_blank' }),
      element('a', { href: address, download: 'file' }),
      () => addForm({ action: address }),
      () => addForm({ action: address, method: 'post', target: '_blank' }),
      () => {
        document.body.append(
          Object.assign(document.createElement('style'), { textContent: `@import '${address}'` }),
        )
      },
      () => window.open(address),
      () => window.location.assign(address),
      () => window.location.replace(`javascript:fetch('${address}')`),
      () => window.top?.location.assign(address),
    ]
    for (const way of ways) {
      try {
        void Promise.resolve(way()).catch(() => undefined)
      } catch {
        // Refused at once.
      }
    }
    // What comes through at all comes through in a moment.
    await new Promise((resolve) => setTimeout(resolve, 1_500))
  }, outside)
}
