import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../stale.mjs'

/** npm's list of all that is installed, in the format of CycloneDX. */
function everything() {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application']
  // npm tells its scripts where it lies; on Windows the command alone cannot be started without a shell.
  const { npm_execpath: npm } = process.env
  const [program, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]]
  const { status, stdout, stderr } = spawnSync(program, [...first, ...words], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  if (status !== 0) throw new Error(`npm could not list the packages: ${stderr}`)
  return JSON.parse(stdout)
}

/** Name and version of each npm package that the bundles hold, as the build wrote them down. */
function bundledPackages() {
  const lists = ['main', 'preload', 'renderer'].map((bundle) =>
    JSON.parse(readFileSync(join(root, 'out', `bundled-${bundle}.json`), 'utf8')),
  )
  return new Set(lists.flat())
}

/**
 * What a package holds: Electron, and of the npm packages those of which something is in the bundles; the tools that made them are not.
 * @param {string | undefined} electron version of the stand-in, where it is that
 */
export function billOfMaterials(electron) {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const bundled = bundledPackages()
  const { metadata, components, ...facts } = everything()
  metadata.component.name = name
  const held = components
    .filter(
      (/** @type {{ name: string, version: string }} */ part) =>
        part.name === 'electron' || bundled.has(`${part.name}@${part.version}`),
    )
    .map((/** @type {{ name: string }} */ part) =>
      part.name === 'electron' && electron !== undefined
        ? { type: 'framework', name: 'electron', version: electron, 'bom-ref': `electron@${electron}` }
        : part,
    )
  const references = new Set([
    metadata.component['bom-ref'],
    ...held.map((/** @type {any} */ part) => part['bom-ref']),
  ])
  const dependencies = facts.dependencies
    .filter((/** @type {any} */ { ref }) => references.has(ref))
    .map((/** @type {any} */ { ref, dependsOn = [] }) => ({
      ref,
      dependsOn: dependsOn.filter((/** @type {string} */ other) => references.has(other)),
    }))
  return `${JSON.stringify({ ...facts, metadata, components: held, dependencies }, null, 2)}\n`
}
