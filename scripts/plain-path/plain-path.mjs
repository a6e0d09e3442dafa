import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toolScript } from '../run.mjs'
import { root } from '../stale.mjs'

// Vite reads `#` and `?` in a path as parts of an address, and others take brackets, quotes and stars for patterns.
const STRANGE = /[^\p{L}\p{M}\p{N}\\/:. _~+@,=-]/u

/** The first character of a path that a tool might take for something else. @param {string} path */
export function strangeCharacter(path) {
  return STRANGE.exec(path)?.[0]
}

/**
 * @typedef {object} PlainTool
 * @property {readonly string[]} words what Node is given
 * @property {string} cwd
 * @property {Record<string, string>} env
 */

/** @returns {string} a new folder whose path everybody can read */
function plainFolder() {
  const place = [tmpdir(), '/tmp'].find((path) => strangeCharacter(path) === undefined)
  if (place === undefined) {
    throw new Error(
      `The folder ${root} has the character ${strangeCharacter(root)} in its name, which Vite cannot read, and so has ${tmpdir()}; rename one of them.`,
    )
  }
  const folder = mkdtempSync(join(place, 'our-neural-network-'))
  // Tests that act as another user go this way too.
  chmodSync(folder, 0o755)
  return folder
}

/**
 * Lets a tool that is built on Vite work on the checkout, whatever the folder is called: where its name has a character that Vite
 * reads as something else, the tool sees the checkout through a link with a plain name.
 * @template T
 * @param {string} name
 * @param {(tool: PlainTool) => Promise<T>} work
 * @param {string} [checkout]
 */
export async function withPlainTool(name, work, checkout = root) {
  if (strangeCharacter(checkout) === undefined) {
    return work({ words: [toolScript(name, checkout)], cwd: checkout, env: {} })
  }
  const folder = plainFolder()
  const link = join(folder, 'checkout')
  try {
    // On Windows a junction needs no privilege; elsewhere the word means nothing.
    symlinkSync(checkout, link, 'junction')
    const flags = ['--preserve-symlinks', '--preserve-symlinks-main']
    const keep = pathToFileURL(join(link, 'scripts/plain-path/keep-plain-path.mjs')).href
    return await work({
      words: [...flags, '--import', keep, toolScript(name, link)],
      cwd: link,
      env: { PLAIN_CHECKOUT: link },
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
