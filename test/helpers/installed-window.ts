import { type ChildProcess, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { Answer } from './lab-command'
import { run } from './run-to-end'

const readProcess = (id: string | number, file: string): string => {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** The processes that descend from one. */
function descendants(ancestor: number): readonly string[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((id) => [id, /^PPid:\s*(\d+)$/m.exec(readProcess(id, 'status'))?.[1] ?? '0']),
  )
  const descends = (id: string): boolean =>
    id === String(ancestor) || (id !== '0' && descends(parents.get(id) ?? '0'))
  return [...parents.keys()].filter(descends)
}

/** A window that was started as people start it: not by a program for tests, and only if it is asked for with a port to drive it. */
export interface InstalledWindow {
  readonly answer: Promise<Answer>
  /** What it has told the terminal so far. */
  readonly said: () => string
  /** Waits for something to be so; an app that ends before never does it. */
  readonly until: (isSo: () => boolean) => Promise<void>
  /** Which sandbox each renderer is in, as the kernel sees it: 2 is a filter of system calls. */
  readonly seccomp: () => readonly string[]
  /** The page, over the debugging port. */
  readonly page: () => Promise<Page>
  /** Waits for the system's box with an error, which is all that is on the screen, and closes it by its key. */
  readonly closeErrorBox: () => Promise<Answer>
  readonly quit: () => Promise<Answer>
}

export function watchWindow(child: ChildProcess): InstalledWindow {
  let said = ''
  let browser: Browser | null = null
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  const answer = run(child)

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The app has ended (${child.exitCode ?? child.signalCode}): ${said}`)
      await sleep(50)
    }
  }

  return {
    answer,
    said: () => said,
    until,
    seccomp: () =>
      descendants(child.pid ?? 0)
        .filter((id) => readProcess(id, 'cmdline').includes('--type=renderer'))
        .map((id) => /^Seccomp:\s*(\d)$/m.exec(readProcess(id, 'status'))?.[1] ?? 'gone'),
    async page() {
      await until(() => said.includes('DevTools listening on'))
      browser = await chromium.connectOverCDP(/DevTools listening on (ws:\S+)/.exec(said)?.[1] ?? '')
      const pages = (): readonly Page[] => browser?.contexts().flatMap((context) => context.pages()) ?? []
      await until(() => pages().length === 1)
      const [page] = pages()
      if (page === undefined) throw new Error('There is no page.')
      await page.waitForSelector('main h1')
      return page
    },
    async closeErrorBox() {
      const box = (): string =>
        spawnSync('xdotool', ['search', '--onlyvisible', '--name', '^Error$'], { encoding: 'utf8' })
          .stdout.trim()
          .split('\n')
          .at(-1) ?? ''
      await until(() => box() !== '')
      spawnSync('xdotool', ['windowfocus', box(), 'key', 'Return'])
      return answer
    },
    async quit() {
      child.kill('SIGTERM')
      await browser?.close()
      return answer
    },
  }
}
