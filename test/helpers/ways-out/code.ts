import type { Page } from '@playwright/test'

/** Tries to run code that is not in the bundle; tells which of it ran. */
export function runForeignCode(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const ran: string[] = []
    Object.assign(window, { foreignCode: (way: string) => void ran.push(way) })
    const call = (way: string): string => `foreignCode('${way}')`
    const element = (name: string, attributes: Readonly<Record<string, string>>, text = ''): void => {
      const added = document.createElement(name)
      for (const [key, value] of Object.entries(attributes)) added.setAttribute(key, value)
      added.textContent = text
      document.body.append(added)
      added.click()
    }
    const blob = URL.createObjectURL(new Blob([call('blob')], { type: 'text/javascript' }))
    const ways: readonly (() => unknown)[] = [
      () => Reflect.apply(window['eval'], window, [call('eval')]),
      () => new Function(call('Function'))(),
      () => setTimeout(call('setTimeout')),
      () => element('script', {}, call('inline script')),
      () => element('script', { type: 'module' }, call('inline module')),
      () => element('script', { src: `data:text/javascript,${call('data:')}` }),
      () => element('script', { src: blob }),
      () => import(/* @vite-ignore */ blob),
      () => element('button', { onclick: call('onclick') }),
      () => element('a', { href: `javascript:${call('javascript:')}` }),
      () => element('iframe', { srcdoc: `<script>parent.${call('srcdoc')}</script>` }),
      () => element('iframe', { src: `javascript:parent.${call('javascript: frame')}` }),
      () => {
        element('div', {})
        const box = document.body.lastElementChild
        if (box !== null) box.innerHTML = `<img src="data:," onerror="${call('onerror')}">`
      },
      () => Function.prototype.constructor.call(null, call('constructor'))(),
      () =>
        WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() =>
          ran.push('WebAssembly'),
        ),
    ]
    // Not in the call itself: the debugger that drives the test is allowed to evaluate.
    for (const way of ways) {
      await new Promise<void>((resolve) => {
        setTimeout(() => {
          try {
            void Promise.resolve(way()).catch(() => undefined)
          } catch {
            // Refused at once.
          }
          resolve()
        })
      })
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
    return ran
  })
}
