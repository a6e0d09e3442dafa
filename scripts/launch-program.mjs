import { spawn } from 'node:child_process'
import { chromium } from '@playwright/test'
import { sandboxFlags } from './display/display.mjs'

/**
 * Opens the lab of a package for tests over Chromium's debugging port, with a folder of its own, as measurements need it.
 * @param {string} program
 * @param {string} userData
 */
export async function launchProgram(program, userData) {
  const words = [`--user-data-dir=${userData}`, '--disable-gpu', '--lang=en-US', ...sandboxFlags()]
  const child = spawn(program, [...words, '--remote-debugging-port=0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let said = ''
  const address = await new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text
      const [, found] = /DevTools listening on (ws:\S+)\n/.exec(said) ?? []
      if (found !== undefined) resolve(found)
    })
    child.once('close', () => reject(new Error(`${program} opened no port: ${said}`)))
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  return {
    page: context.pages()[0] ?? (await context.waitForEvent('page')),
    async close() {
      child.kill()
      await browser.close()
      await ended
    },
  }
}
