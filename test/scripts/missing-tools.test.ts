import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from '../../scripts/stale.mjs'

const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}
/** Scripts that people start; what npm itself runs after an installation is none of them. */
const STARTED = Object.entries(scripts).flatMap(([name, line]) =>
  name === 'postinstall' ? [] : (/^node (scripts\/\S+)/.exec(line)?.[1] ?? []),
)

let folder: string
let checkout: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'missing-'))
  checkout = join(folder, "b's #1 실험?")
  await mkdir(checkout)
  await cp(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true })
  await cp(join(root, 'package.json'), join(checkout, 'package.json'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// NODE_ENV=production leaves out all packages, because they only build: the app that is built needs none of them.
it.each([...new Set(STARTED)])('%s says in one sentence that the packages are missing', async (file) => {
  const child = spawn(process.execPath, [join(checkout, file)], {
    cwd: checkout,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ])
  expect({ stdout, stderr, code }).toEqual({
    stdout: '',
    stderr: `The packages that build the lab are not installed in ${checkout}${sep}: run "npm ci --include=dev" there.\n`,
    code: 1,
  })
})
