import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installedRuntime } from '../../scripts/electron-runtime.mjs'
import { axeFindingsOfPages } from '../helpers/axe.ts'
import { call } from '../helpers/lab-calls.ts'
import { expect, launchLab, test } from '../helpers/lab-window.ts'
import { fusesOf, SHIPPED_FUSES } from '../helpers/package-fuses.ts'
import { folderWithRuns } from '../helpers/runs-page.ts'
import { expectNoWayOut } from '../helpers/ways-out/no-way-out.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = `${root}dist/driven-inspect/linux-unpacked`

// The first one makes the package.
test.describe.configure({ mode: 'serial' })

test('the packaged app starts, carries the data set and nothing of the fallback runtime', async ({
  launch,
}) => {
  const built = spawnSync(process.execPath, ['scripts/package.mjs', 'dir'], {
    cwd: root,
    env: { ...process.env, E2E_PACKAGED: 'inspect', PACKAGE_STAND_IN: '1' },
    encoding: 'utf8',
  })
  expect(built.status, built.stderr).toBe(0)

  const { app, page } = await launch({ executablePath: `${folder}/our-neural-network` })

  await expect(page).toHaveTitle('Our Neural Network')
  const inside = await app.evaluate(({ app: electronApp }) => ({
    isPackaged: electronApp.isPackaged,
    path: electronApp.getAppPath(),
    version: electronApp.getVersion(),
  }))
  expect(inside).toMatchObject({ isPackaged: true, version: '0.1.0' })
  // Made with the stand-in, it says so.
  expect(await call(page, 'app:info')).toMatchObject({ standIn: installedRuntime().fallback })
  expect(inside.path).toMatch(/app\.asar$/)
  expect(existsSync(`${folder}/resources/default_app.asar`)).toBe(false)
  const archive = readFileSync(`${folder}/resources/app.asar`)
  expect(archive.includes(readFileSync(`${root}resources/fashion-mnist/train-images-idx3-ubyte.gz`))).toBe(
    true,
  )
})

test('the packaged executable takes no other program and no switch that would open it', async () => {
  // Without the fuse of inspect no test could drive this package; test/package/debian.test.ts reads those of the shipped one.
  expect(await fusesOf(`${folder}/our-neural-network`)).toEqual({ ...SHIPPED_FUSES, inspect: 'on' })
})

test('no page of the packaged window has serious accessibility findings', async ({ launch }) => {
  const { page } = await launch({
    executablePath: `${folder}/our-neural-network`,
    userDataDir: folderWithRuns(12),
  })
  expect(await axeFindingsOfPages(page)).toEqual([])
})

test('no way that a page has leads out of the window of the package', async () => {
  const { app, page } = await launchLab({ executablePath: `${folder}/our-neural-network` })
  await expectNoWayOut({ app, page })
  await app.close()
})
