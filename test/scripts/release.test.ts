import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { tagFault } from '../../scripts/check-tag.mjs'
import { gatherRelease } from '../../scripts/gather-release.mjs'
import { temporaryFolders } from '../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

test('a tag is that of the version, and the version has its section in the changelog', () => {
  expect(tagFault('v0.2.0', '0.2.0', '# Changelog\n\n## 0.2.0\n')).toBeUndefined()
  expect(tagFault('v0.2.1', '0.2.0', '\n## 0.2.0\n')).toBe('The tag is v0.2.1, but package.json says 0.2.0.')
  expect(tagFault('v0.2.0', '0.2.0', '\n## Unreleased\n')).toBe('CHANGELOG.md has no section "## 0.2.0".')
})

test('a release has the packages of all systems, and a list of their sums that programs can check', async () => {
  const from = await folderWith({
    'packages-linux/lab.deb': 'deb',
    'packages-linux/lab.cdx.json': '{}',
    'packages-mac/lab.dmg': 'dmg',
    'packages-mac/lab.cdx.json': '{ "at another time": true }',
    'packages-mac/SHA256SUMS': 'of one system',
    'linux-unpacked/lab.exe': 'not offered',
    'driven/lab.deb': 'for tests',
    'builder-debug.yml': 'not offered',
  })
  const into = join(await temporaryFolder(), 'release')
  gatherRelease(from, into)
  expect((await readdir(into)).toSorted()).toEqual(['SHA256SUMS', 'lab.cdx.json', 'lab.deb', 'lab.dmg'])
  const sum = createHash('sha256').update('deb').digest('hex')
  expect(await readFile(join(into, 'SHA256SUMS'), 'utf8')).toContain(`${sum}  lab.deb\n`)
})

test('two different files of one name are told, and so is a folder without packages', async () => {
  const into = await temporaryFolder()
  const two = await folderWith({ 'a/lab.deb': '1', 'b/lab.deb': '2' })
  expect(() => gatherRelease(two, into)).toThrow(/are two different files lab\.deb/)
  const none = await temporaryFolder()
  expect(() => gatherRelease(none, into)).toThrow(/There is no package below/)
})
