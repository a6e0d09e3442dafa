import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './stale.mjs'

/** @param {string} name the name of a command that a package brings along */
export function binary(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
}

/**
 * Runs a command to its end. Its stdout goes to our stderr when `quiet` is given, so that stdout stays free for data.
 * @param {string} command
 * @param {readonly string[]} argumentList
 * @param {{ readonly quiet?: boolean, readonly env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<number>} the exit code
 */
export function run(command, argumentList, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...argumentList], {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['inherit', options.quiet ? 2 : 'inherit', 'inherit'],
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)))
  })
}

/**
 * @param {string} command
 * @param {readonly string[]} argumentList
 * @param {{ readonly quiet?: boolean, readonly env?: Record<string, string | undefined> }} [options]
 */
export async function mustRun(command, argumentList, options) {
  const code = await run(command, argumentList, options)
  if (code !== 0) throw new Error(`${[command, ...argumentList].join(' ')} ended with exit code ${code}.`)
}
