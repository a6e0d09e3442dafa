import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun } from './run.mjs'

/** Whether a program of that name is found. @param {string} name */
export function isCommand(name) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)))
}

export function isDebian() {
  return (
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

/** @param {readonly string[]} names */
function namesOnThisSystem(names) {
  return names.map((name) => {
    const exists =
      spawnSync('apt-cache', ['show', '--no-all-versions', name], { stdio: 'ignore' }).status === 0
    return exists ? name : `${name}t64`
  })
}

/** Installs Debian packages, as root. @param {readonly string[]} names */
export async function installPackages(names) {
  process.stderr.write(`Installing the missing system packages ${names.join(' ')}.\n`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await mustRun('apt-get', ['update', '-qq'], { quiet: true, env })
  const flags = ['install', '-y', '-qq', '--no-install-recommends']
  await mustRun('apt-get', [...flags, ...namesOnThisSystem(names)], { quiet: true, env })
}
