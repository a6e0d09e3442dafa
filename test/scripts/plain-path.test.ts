import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { strangeCharacter, withPlainTool } from '../../scripts/plain-path/plain-path.mjs'
import { root } from '../../scripts/stale.mjs'

const STRANGE = [
  "Kim's lab",
  'p #2',
  'p what?',
  "b's #1 실험?",
  '100% [x] {y} *',
  '$HOME `id`;&|',
  '"quoted"',
]

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plain-path-'))
})
afterEach(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

/** A checkout of that name with the packages and the scripts of this one. */
async function checkoutNamed(name: string): Promise<string> {
  const checkout = join(folder, name)
  await mkdir(checkout)
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'))
  await cp(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true })
  return checkout
}

function runIn(checkout: string, name: string, words: readonly string[]) {
  return withPlainTool(
    name,
    ({ words: start, cwd, env }) => {
      const child = spawnSync(process.execPath, [...start, ...words], {
        cwd,
        env: { ...process.env, ...env },
        encoding: 'utf8',
      })
      return Promise.resolve(child)
    },
    checkout,
  )
}

describe('strangeCharacter', () => {
  it.each(['/home/kim/lab', '/home/김민준/실험 1', 'C:\\Users\\Kim\\lab', '/a/b_c-d.e~f+g@h,i=j'])(
    'should find none in %s',
    (path) => {
      expect(strangeCharacter(path)).toBeUndefined()
    },
  )

  it.each(STRANGE)('should find one in %s', (name) => {
    expect(strangeCharacter(join('/tmp', name))).toBeDefined()
  })
})

describe('withPlainTool', () => {
  it.each(STRANGE)('should let Vite build what lies in %s', async (name) => {
    const checkout = await checkoutNamed(name)
    const config = 'export default { resolve: { preserveSymlinks: true } }'
    await writeFile(join(checkout, 'vite.config.mjs'), config)
    await writeFile(join(checkout, 'index.html'), '<script type="module" src="./main.js"></script>')
    await writeFile(join(checkout, 'main.js'), "import { word } from './word.js'\ndocument.title = word")
    await writeFile(join(checkout, 'word.js'), "export const word = 'it was built'")
    const { status, stderr } = await runIn(checkout, 'vite', [
      'build',
      '--logLevel',
      'error',
      '--configLoader',
      'native',
    ])
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(await readdir(join(checkout, 'dist'))).toContain('index.html')
  })

  it('should show a tool no other path than the plain one, whichever way it asks', async () => {
    const checkout = await checkoutNamed("b's #1 실험?")
    await rm(join(checkout, 'node_modules'))
    await mkdir(join(checkout, 'node_modules/probe'), { recursive: true })
    await writeFile(join(checkout, 'node_modules/probe/package.json'), '{"type":"module","bin":"./probe.js"}')
    await writeFile(
      join(checkout, 'node_modules/probe/probe.js'),
      `import fs, { realpathSync } from 'node:fs'
      import { realpath } from 'node:fs/promises'
      const asked = [
        process.cwd(), realpathSync('.'), realpathSync.native('.'), await realpath('.'),
        await new Promise((done) => fs.realpath('.', (_, path) => done(path))),
        await new Promise((done) => fs.realpath.native('.', (_, path) => done(path))),
        realpathSync('node_modules/probe'), decodeURI(import.meta.url),
      ]
      console.log(JSON.stringify(asked))`,
    )
    const { stdout, stderr } = await runIn(checkout, 'probe', [])
    expect(stderr).toBe('')
    const paths = JSON.parse(stdout) as string[]
    expect(paths).toHaveLength(8)
    for (const path of paths) expect(path).toMatch(/^(file:\/\/)?\/[\w/.-]+$/)
  })

  it('should leave nothing behind, not even where the tool fails', async () => {
    const checkout = await checkoutNamed('p #2')
    let link = ''
    const failing = withPlainTool(
      'vite',
      ({ cwd }) => {
        link = cwd
        return Promise.reject(new Error('no'))
      },
      checkout,
    )
    await expect(failing).rejects.toThrow('no')
    await expect(realpath(link)).rejects.toThrow('ENOENT')
    expect(await readdir(checkout)).toContain('node_modules')
  })
})
