import { pathToFileURL } from 'node:url'
import { sentenceOnOldNode } from './node-version.mjs'

/** Whether this module was started itself, rather than imported. @param {string} url */
export function isMainModule(url) {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === url
}

/** What went wrong, as its sentence. @param {unknown} error */
export function errorMessage(error) {
  return error instanceof Error ? error.message : String(error)
}

/** Runs the body of a script; a failure is one sentence on stderr and a non-zero exit code. @param {() => Promise<unknown>} body */
export async function runScript(body) {
  try {
    const tooOld = sentenceOnOldNode()
    if (tooOld !== undefined) throw new Error(tooOld)
    await body()
  } catch (error) {
    process.stderr.write(`${errorMessage(error)}\n`)
    process.exitCode = 1
  }
}
