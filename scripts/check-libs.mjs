import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureElectron, installedRuntime } from './electron-runtime.mjs'
import { isMainModule, runScript } from './main-module.mjs'
import { installPackages, isCommand, isDebian } from './system-packages.mjs'

// Which Debian package brings which shared library; names of newer Ubuntu releases are tried where these are missing.
const packageOfLibrary = {
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgmodule-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libudev.so.1': 'libudev1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXrandr.so.2': 'libxrandr2',
}
/** What every system has on which something was compiled. */
const packageOfCompiler = {
  'libc.so.6': 'libc6',
  'libgcc_s.so.1': 'libgcc-s1',
  'libstdc++.so.6': 'libstdc++6',
}
const virtualScreenPackages = { 'xvfb-run': 'xvfb', xauth: 'xauth' }
const fontPackages = {
  '/usr/share/fonts/truetype/dejavu': 'fonts-dejavu-core',
  '/usr/share/fonts/opentype/noto': 'fonts-noto-cjk',
  '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf': 'fonts-noto-color-emoji',
}

/** Which libraries files are linked with, and where these lie, as ldd tells it. @param {string} folder @param {readonly string[]} files in it */
function linkedLibraries(folder, files) {
  const listing = spawnSync(
    'ldd',
    files.map((name) => join(folder, name)),
    {
      encoding: 'utf8',
      env: { ...process.env, LD_LIBRARY_PATH: folder },
    },
  )
  if (listing.error) throw new Error(`The shared libraries could not be checked: ${listing.error.message}.`)
  return [...listing.stdout.matchAll(/^\s*(\S+) => (\S.*)$/gm)].map(([, name, place]) => ({ name, place }))
}

/** @param {string} folder */
function missingLibraries(folder) {
  const files = readdirSync(folder).filter((name) => name === 'electron' || /\.so(\.\d+)*$/.test(name))
  return linkedLibraries(folder, files)
    .filter(({ place }) => place === 'not found')
    .map(({ name }) => name)
}

/** The packages that Debian must have installed for files to be loaded. @param {string} folder @param {readonly string[]} files in it */
export function neededPackages(folder, files) {
  const names = new Set(linkedLibraries(folder, files).map(({ name }) => name))
  const packages = Object.entries({ ...packageOfLibrary, ...packageOfCompiler })
    .filter(([library]) => names.has(library))
    .map(([, source]) => source)
  return [...new Set(packages)].sort()
}

/** @param {{ readonly virtualScreen: boolean }} needs */
function missingPackages({ virtualScreen }) {
  const libraries = missingLibraries(installedRuntime().dist)
  const unknown = libraries.filter((name) => !(name in packageOfLibrary))
  if (unknown.length > 0)
    throw new Error(`No package is known for the missing libraries ${unknown.join(', ')}.`)
  const packages = libraries.map(
    (name) => packageOfLibrary[/** @type {keyof typeof packageOfLibrary} */ (name)],
  )
  if (virtualScreen) {
    for (const [name, source] of Object.entries(virtualScreenPackages))
      if (!isCommand(name)) packages.push(source)
    for (const [path, source] of Object.entries(fontPackages)) if (!existsSync(path)) packages.push(source)
  }
  return [...new Set(packages)].sort()
}

/**
 * Finds out which system packages the window needs and lacks. Only root on Debian or Ubuntu gets them installed; everybody
 * else is told the exact command.
 * @param {{ readonly virtualScreen?: boolean, readonly install?: boolean }} [needs]
 */
export async function ensureLibraries({ virtualScreen = false, install = false } = {}) {
  if (process.platform !== 'linux') return
  const missing = missingPackages({ virtualScreen })
  if (missing.length === 0) return
  if (install && isDebian() && process.getuid?.() === 0) {
    await installPackages(missing)
    const left = missingPackages({ virtualScreen })
    if (left.length === 0) return
    throw new Error(`After the installation these system packages are still missing: ${left.join(' ')}.`)
  }
  const remedy = isDebian()
    ? `install them with: sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`
    : `Debian calls them ${missing.join(' ')}`
  throw new Error(`The window needs system packages that are missing; ${remedy}`)
}

if (isMainModule(import.meta.url)) {
  await runScript(async () => {
    await ensureElectron()
    await ensureLibraries({
      virtualScreen: process.argv.includes('--xvfb'),
      install: process.argv.includes('--install'),
    })
  })
}
