import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { installedRuntime } from '../../scripts/electron-runtime.mjs'
import { type CleanDebian, type Entered, makeCleanDebian, STUDENT } from '../helpers/clean-debian'
import { type InstalledWindow, watchWindow } from '../helpers/installed-window'
import { call } from '../helpers/lab-calls'
import { lastJson } from '../helpers/lab-command'
import { startTraining } from '../helpers/lab-pages'
import { openOwnScreen } from '../helpers/own-screen'
import { fusesOf, SHIPPED_FUSES } from '../helpers/package-fuses'
import { run } from '../helpers/run-to-end'

const APP = '/usr/lib/our-neural-network'
const LIBRARY = `${STUDENT.home}/.config/our-neural-network/library`
/** Native kernels, where this computer could build them. */
const ENGINE = existsSync('out/native/kernels.node') ? 'native' : 'wasm'
/** Without HOME: what a user's home is stands in the list of users, too. */
const student: Entered = { user: STUDENT.id }

let folder: string
let debian: CleanDebian
/** As people get it; and one version later, with the mark that lets a test drive it over Chromium's port. */
let shipped: string
let later: string
let closeScreen: () => void

async function pack(environment: Readonly<Record<string, string>>, output: string): Promise<string> {
  const env = { ...process.env, PACKAGE_STAND_IN: '1', PACKAGE_FAST: '1', ...environment }
  const { code, notes } = await run(spawn(process.execPath, ['scripts/package.mjs', 'deb'], { env }))
  expect(code, notes).toBe(0)
  const [file, ...others] = readdirSync(output).filter((name) => name.endsWith('.deb'))
  expect(others).toEqual([])
  return join(output, file ?? '')
}

async function packBoth(): Promise<void> {
  await Promise.all(['dist', 'dist/driven-port'].map((path) => rm(path, { recursive: true, force: true })))
  shipped = await pack({}, 'dist')
  later = await pack({ E2E_PACKAGED: 'port' }, 'dist/driven-port')
}

function openWindow({ environment = {}, ...how }: Entered = student): InstalledWindow {
  const screen = { DISPLAY: process.env['DISPLAY'] ?? '', ...environment }
  const words = ['our-neural-network', '--disable-gpu', '--remote-debugging-port=0']
  return watchWindow(debian.start(words, { ...how, environment: screen }))
}

const lab = (words: readonly string[], how = student) =>
  debian.run(['our-neural-network', 'lab', ...words], how)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clean-debian-'))
  // Without it a screen begins anew when its last window has gone, and lets the next one wait.
  closeScreen = await openOwnScreen(['-noreset'])
  ;[debian] = await Promise.all([makeCleanDebian(folder), packBoth()])
})

afterAll(async () => {
  closeScreen()
  await rm(folder, { recursive: true, force: true })
})

describe('the Debian package', () => {
  it('should come with sums that are right and a list of what is in it', async () => {
    const sums = await run(spawn('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: 'dist' }))
    expect(sums).toMatchObject({ code: 0 })
    expect(sums.out).toMatch(/\.deb: OK\n/)
    const [bill] = readdirSync('dist').filter((name) => name.endsWith('.cdx.json'))
    const { components } = JSON.parse(await readFile(join('dist', bill ?? ''), 'utf8')) as {
      readonly components: readonly { readonly name: string }[]
    }
    const names = components.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['electron', '@vue/runtime-core', 'valibot', 'fflate']))
    expect(names).not.toContain('eslint')
  })

  it('should be installed with nothing but what it asks apt for', async () => {
    expect(await debian.install(shipped)).toMatchObject({ code: 0 })
    expect(await debian.run(['dpkg', '--verify', 'our-neural-network'])).toMatchObject({ code: 0 })
    const helper = statSync(debian.path(`${APP}/chrome-sandbox`))
    expect([helper.uid, helper.mode & 0o7777]).toEqual([0, 0o4755])
    expect(readdirSync(debian.path(`${APP}/locales`)).sort()).toEqual(['en-US.pak', 'ko.pak'])
    expect(await fusesOf(debian.path(`${APP}/our-neural-network`))).toEqual(SHIPPED_FUSES)
    const types = await debian.run(['grep', 'onn$', '/usr/share/mime/globs2'])
    expect(types.out).toBe('50:application/x-our-neural-network-runs:*.onn\n')
  })

  it('should be the command without a display, with the right exit codes', async () => {
    expect((await lab(['--version'])).out).toContain(`engine ${ENGINE}`)
    expect((await lab(['--help'])).out).toContain('Usage: our-neural-network lab VERB [options]')
    const unknown = await lab(['fly'])
    expect(unknown).toMatchObject({ code: 1, out: '' })
    // Where no bus of the system runs, as here, Chromium may find that out before `lab` has ended, and says so in a line of its own.
    const notes = unknown.notes.replaceAll(/^\[\d+:\d+\/[\d.]+:ERROR:bus\.cc.*\n/gm, '')
    expect(notes).toMatch(/^There is no verb "fly"; there are [^\n]*\n$/)
    // Root is asked by Chromium for its switch.
    expect(await debian.run(['our-neural-network', '--no-sandbox', 'lab', 'presets'])).toMatchObject({
      code: 0,
    })
  })

  it.each(['pivot', 'chroot'] as const)(
    'should shut the page into a sandbox and open no port, with user namespaces or by its helper (%s)',
    async (by) => {
      const window = openWindow({ ...student, by })
      await window.until(() => window.seccomp().length > 0 && existsSync(debian.path(LIBRARY)))
      expect(window.seccomp()).toEqual(['2'])
      await window.quit()
      expect(window.said()).not.toContain('DevTools listening')
    },
  )

  it('should be replaced by a later one, whose window trains with native kernels; the command shows the run', async () => {
    expect(await debian.install(later)).toMatchObject({ code: 0 })
    const window = openWindow()
    const page = await window.page()
    expect(await call(page, 'app:info')).toMatchObject({ standIn: installedRuntime().fallback })
    expect(window.seccomp()).toEqual(['2'])
    await startTraining(page, 'Quick look')
    await page.getByTestId('ended').waitFor()
    expect(await window.quit()).toMatchObject({ code: 0 })

    const [record, ...others] = lastJson<readonly RunRecord[]>(await lab(['runs', '--json']))
    expect(others).toEqual([])
    expect(record?.engine?.name).toBe(ENGINE)
    expect(record?.stopReason).toBe('completed')
  })

  it('should say in a sentence that no display answers, where the command needs none', async () => {
    const dead: Entered = { ...student, environment: { DISPLAY: ':4711' } }
    const gone = await openWindow(dead).answer
    expect(gone.code).toBe(1)
    expect(gone.notes).toContain('No display answers at :4711, so the lab cannot open its window.')
    expect(await lab(['runs'], dead)).toMatchObject({ code: 0 })
  })

  it.each([
    ['whose home cannot be written', { HOME: '/root' }, /\/root\/\.config/],
    ['that has no home', {}, /The system names no home folder of this user/],
  ])('should say in a sentence that it has no place for a user %s', async (_, environment, sentence) => {
    const stranger: Entered = { user: 4711, environment }
    const command = await lab(['train', '--preset', 'quick-look'], stranger)
    expect(command.code).toBe(1)
    expect(command.notes).toMatch(sentence)
    const { code, notes } = await openWindow(stranger).closeErrorBox()
    expect(code).toBe(1)
    expect(notes).toMatch(sentence)
  })

  it('should be gone when it is removed, and leave what is not its own', async () => {
    expect(await debian.run(['apt-get', 'purge', '-y', '-qq', 'our-neural-network'])).toMatchObject({
      code: 0,
    })
    expect(existsSync(debian.path(APP))).toBe(false)
    expect(existsSync(debian.path('/usr/bin/our-neural-network'))).toBe(false)
    expect(readdirSync(debian.path(`${LIBRARY}/runs`))).toHaveLength(1)
  })
})
