import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainModule, runScript } from './main-module.mjs'
import { root } from './stale.mjs'

/** Why a release cannot have this tag; undefined where it can. @param {string} tag @param {string} version @param {string} changelog */
export function tagFault(tag, version, changelog) {
  if (tag !== `v${version}`) return `The tag is ${tag}, but package.json says ${version}.`
  if (!changelog.includes(`\n## ${version}`)) return `CHANGELOG.md has no section "## ${version}".`
  return undefined
}

if (isMainModule(import.meta.url)) {
  await runScript(async () => {
    const read = (/** @type {string} */ name) => readFileSync(join(root, name), 'utf8')
    const fault = tagFault(
      process.argv[2] ?? '',
      JSON.parse(read('package.json')).version,
      read('CHANGELOG.md'),
    )
    if (fault !== undefined) throw new Error(fault)
  })
}
