import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isMainModule, runScript } from './main-module.mjs'

/** What a release offers, and what tells what is in it. */
const OFFERED = /\.(AppImage|deb|dmg|exe|tar\.gz|cdx\.json)$/

/** @param {string} folder @returns {string[]} paths of all files below it that a release offers */
function offeredFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        OFFERED.test(entry.name) &&
        !/[\\/](driven[^\\/]*|[^\\/]*-unpacked)([\\/]|$)/.test(entry.parentPath),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/**
 * Copies the packages below a folder into another one, with a list of their SHA-256. Each system made a bill of the same materials, of
 * which the first stands for all; two different packages of one name are an error.
 * @param {string} from @param {string} into
 */
export function gatherRelease(from, into) {
  const files = offeredFiles(from)
  if (files.length === 0) throw new Error(`There is no package below ${from}.`)
  mkdirSync(into, { recursive: true })
  /** @type {Map<string, string>} */
  const sums = new Map()
  for (const file of files) {
    const name = basename(file)
    const sum = createHash('sha256').update(readFileSync(file)).digest('hex')
    const known = sums.get(name)
    if (known === sum || (known !== undefined && name.endsWith('.cdx.json'))) continue
    if (known !== undefined) throw new Error(`Below ${from} are two different files ${name}.`)
    sums.set(name, sum)
    copyFileSync(file, join(into, name))
  }
  const lines = [...sums].map(([name, sum]) => `${sum}  ${name}\n`)
  writeFileSync(join(into, 'SHA256SUMS'), lines.join(''))
}

if (isMainModule(import.meta.url)) {
  await runScript(() => {
    const [from, into] = process.argv.slice(2)
    if (from === undefined || into === undefined)
      throw new Error('Usage: node scripts/gather-release.mjs FROM INTO')
    gatherRelease(from, into)
  })
}
