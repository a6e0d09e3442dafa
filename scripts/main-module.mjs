import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sentenceOnOldNode } from './node-version.mjs'

/** Whether this module was started itself, rather than imported. @param {string} url */
export function isMainModule(url) {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === url
}

/** What went wrong, as its sentence. @param {unknown} error */
export function errorMessage(error) {
  return error instanceof Error ? error.message : String(error)
}

/** What an installation without development packages lacks: they build the lab, and are all that it has. */
function sentenceOnMissingTools() {
  const needed = ['electron', 'electron-vite'].map(
    (name) => new URL(`../node_modules/${name}`, import.meta.url),
  )
  if (needed.every((folder) => existsSync(folder))) return undefined
  const checkout = fileURLToPath(new URL('..', import.meta.url))
  return `The packages that build the lab are not installed in ${checkout}: run "npm ci --include=dev" there.`
}

/** Runs the body of a script; a failure is one sentence on stderr and a non-zero exit code. @param {() => Promise<unknown>} body */
export async function runScript(body) {
  try {
    const fault = sentenceOnOldNode() ?? sentenceOnMissingTools()
    if (fault !== undefined) throw new Error(fault)
    await body()
  } catch (error) {
    process.stderr.write(`${errorMessage(error)}\n`)
    process.exitCode = 1
  }
}
