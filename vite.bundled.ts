import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { here } from './vite.shared.ts'

const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/

/** Name and version of the package that a module belongs to; null for our own modules and those that a plugin made up. */
function packageOf(module: string): string | null {
  const folder = PACKAGE.exec(module.replaceAll('\\', '/'))?.[0]
  if (folder === undefined || module.startsWith('\0')) return null
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  return `${name}@${version}`
}

/** Writes down which packages a bundle holds parts of: what a package's bill of materials says follows from it. */
export function listBundled(bundle: string): Plugin {
  return {
    name: 'list-bundled-packages',
    apply: 'build',
    generateBundle(_, files) {
      const modules = Object.values(files).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
      const packages = new Set(modules.flatMap((module) => packageOf(module) ?? []))
      writeFileSync(here(`out/bundled-${bundle}.json`), JSON.stringify([...packages].sort()))
    },
  }
}
