import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installedRuntime } from '../../scripts/electron-runtime.mjs'
import { call } from '../helpers/lab-calls.ts'
import { expect, test } from '../helpers/lab-window.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = `${root}dist/driven-inspect/linux-unpacked`

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
