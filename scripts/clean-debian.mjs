import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { installPackages, isCommand, isDebian } from './system-packages.mjs'

const debianKeys = '/usr/share/keyrings/debian-archive-keyring.gpg'

/**
 * Why a package cannot be installed into a clean Debian here; undefined where it can. Root on Debian gets what that needs.
 * @returns {Promise<string | undefined>}
 */
export async function cleanDebianFault() {
  if (process.platform !== 'linux') return 'A Debian package needs Linux.'
  if (process.getuid?.() !== 0) return 'Only root can make one.'
  if (!isDebian()) return 'Its packages come by apt.'
  if (!existsSync(debianKeys)) return 'The keys of Debian are missing (debian-archive-keyring).'
  // A container may be forbidden to mount anything.
  if (spawnSync('unshare', ['--mount', 'true']).status !== 0) return 'This computer may not mount anything.'
  const missing = Object.entries({ mmdebstrap: 'mmdebstrap', Xvfb: 'xvfb', xdotool: 'xdotool' })
    .filter(([command]) => !isCommand(command))
    .map(([, name]) => name)
  try {
    if (missing.length > 0) await installPackages(missing)
  } catch {
    return `${missing.join(' and ')} could not be installed.`
  }
  return undefined
}
