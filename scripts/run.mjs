import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './stale.mjs'

/** Packages whose command has another name than they. */
const PACKAGE_OF = new Map([
  ['asc', 'assemblyscript'],
  ['playwright', '@playwright/test'],
])

/**
 * The script behind a command that a package brings along. It is run by this very Node, without a shell or a link in between,
 * so that no character of the path means anything to anybody.
 * @param {string} name @param {string} [checkout]
 */
export function toolScript(name, checkout = root) {
  const folder = join(checkout, 'node_modules', PACKAGE_OF.get(name) ?? name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[name])
}

/**
 * @typedef {object} RunOptions
 * @property {boolean} [quiet] stdout goes to our stderr, so that stdout stays free for data
 * @property {Record<string, string | undefined>} [env] what differs from our own environment
 * @property {string} [cwd]
 */

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} argumentList
 * @param {RunOptions} [options]
 * @returns {Promise<number>} the exit code
 */
export function run(command, argumentList, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...argumentList], {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['inherit', options.quiet ? 2 : 'inherit', 'inherit'],
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)))
  })
}

/**
 * @param {string} command
 * @param {readonly string[]} argumentList
 * @param {RunOptions} [options]
 */
export async function mustRun(command, argumentList, options) {
  const code = await run(command, argumentList, options)
  if (code !== 0) throw new Error(`${[command, ...argumentList].join(' ')} ended with exit code ${code}.`)
}

/**
 * Runs the command of a package to its end.
 * @param {string} name @param {readonly string[]} words @param {RunOptions} [options]
 */
export function runTool(name, words, options) {
  return run(process.execPath, [toolScript(name), ...words], options)
}
