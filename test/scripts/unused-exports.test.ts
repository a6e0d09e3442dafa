import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../scripts/stale.mjs'

/** Runs knip with the rules of this repository over a small project; resolves to what it prints, empty where all is used. */
async function unusedIn(project: string): Promise<string> {
  const knip = join(root, 'node_modules/knip/bin/knip.js')
  return promisify(execFile)(process.execPath, [knip, '--no-progress', '--directory', project]).then(
    () => '',
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => `${stdout}${stderr}`,
  )
}

describe('an export that no other file uses', () => {
  let project: string
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(project, name)), { recursive: true })
    await writeFile(join(project, name), text)
  }
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'knip-'))
    await symlink(join(root, 'node_modules'), join(project, 'node_modules'))
    const {
      ignoreDependencies: _,
      ignoreBinaries: __,
      ...rules
    } = JSON.parse(await readFile(join(root, 'knip.json'), 'utf8')) as Record<string, unknown>
    await write('knip.json', JSON.stringify(rules))
    await write('package.json', '{ "name": "small", "type": "module", "private": true }')
    await write(
      'tsconfig.json',
      '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
    )
    await write('src-main/cli/lab.ts', "import { used } from '#shared/rates'\nused()\n")
  })
  afterAll(() => rm(project, { recursive: true, force: true }))

  it('is refused, and so are a type and a file', async () => {
    await write('src-shared/rates.ts', 'export const used = (): number => 1\n')
    expect(await unusedIn(project)).toBe('')

    await write(
      'src-shared/rates.ts',
      'export const used = (): number => 1\nexport const forgottenValue = 2\nexport type ForgottenType = string\n',
    )
    await write('src-shared/forgotten-file.ts', 'export const nothing = 1\n')
    const found = await unusedIn(project)
    for (const name of ['forgottenValue', 'ForgottenType', 'forgotten-file.ts']) expect(found).toContain(name)
    expect(found).not.toMatch(/\bused\b/)
  })
})
