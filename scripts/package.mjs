import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { ensureElectron, installedRuntime } from './electron-runtime.mjs'
import { runScript } from './main-module.mjs'
import { billOfMaterials } from './package/bill-of-materials.mjs'
import { packDebian } from './package/debian.mjs'
import { mustRun, toolScript } from './run.mjs'
import { root } from './stale.mjs'

// npm run package [-- KIND ...]: dir, deb, tar.gz, AppImage; nsis, portable; dmg. Native kernels are built for the computer that
// packs, so each system packs for itself alone.

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** For tests: bytes of a package matter less than seconds. */
const isFast = process.env.PACKAGE_FAST === '1'
const system = { linux: '--linux', darwin: '--mac', win32: '--win' }[process.platform] ?? '--linux'
const made = /\.(deb|tar\.gz|AppImage|exe|dmg|cdx\.json)$/

/** What is packed where nothing is asked for; an AppImage begins with a program that only Electron's own place has. @param {boolean} fallback */
function usualKinds(fallback) {
  if (process.platform === 'win32') return ['nsis', 'portable']
  if (process.platform === 'darwin') return ['dmg']
  return ['deb', 'tar.gz', ...(fallback ? [] : ['AppImage'])]
}

/** @param {readonly string[]} kinds */
async function runBuilder(kinds) {
  const config = ['--config', 'electron-builder.config.mjs', '--publish', 'never']
  await mustRun(process.execPath, [toolScript('electron-builder'), ...config, system, ...kinds])
}

/** The unpacked app as an archive, which electron-builder would make with a program that it downloads. @param {string} output */
async function packArchive(output) {
  const [folder, place] = [`${name}-${version}`, `${name}-${version}-linux-${process.arch}.tar.gz`]
  const words = ['--owner=0', '--group=0', '--mode=go-w', `--transform=s,^linux-unpacked,${folder},`]
  const packer = `--use-compress-program=gzip -${isFast ? 1 : 9}`
  await mustRun('tar', [...words, packer, '-cf', join(output, place), '-C', output, 'linux-unpacked'])
}

/** What lies beside the packages: what is in them, and by which sums one knows them. @param {string} output @param {string | undefined} electron */
function writeFacts(output, electron) {
  writeFileSync(join(output, `${name}-${version}.cdx.json`), billOfMaterials(electron))
  const files = readdirSync(output).filter((file) => made.test(file))
  const sums = files.map((file) => {
    const sum = createHash('sha256')
      .update(readFileSync(join(output, file)))
      .digest('hex')
    return `${sum}  ${file}\n`
  })
  writeFileSync(join(output, 'SHA256SUMS'), sums.join(''))
}

await runScript(async () => {
  await ensureElectron()
  const { fallback, version: electron } = installedRuntime()
  if (fallback && process.env.PACKAGE_STAND_IN !== '1') {
    throw new Error(
      `Only the stand-in Electron ${electron} is here, which is for tests: a package for people needs Electron's official download. PACKAGE_STAND_IN=1 packs it all the same, and marks the package.`,
    )
  }
  await buildIfStale()
  const asked = process.argv.slice(2)
  const kinds = asked.length > 0 ? asked : usualKinds(fallback)
  const { default: config } = await import('../electron-builder.config.mjs')
  const output = join(root, config.directories.output)
  const own = ['dir', 'deb', 'tar.gz']
  await runBuilder(['dir', ...kinds.filter((kind) => !own.includes(kind))])
  if (kinds.includes('tar.gz')) await packArchive(output)
  if (kinds.includes('deb'))
    await packDebian({
      unpacked: join(output, 'linux-unpacked'),
      version: 'driven' in config.extraMetadata.packaged ? `${version}+driven` : version,
      output,
      compression: isFast ? ['-Zzstd', '-z1'] : [],
    })
  if (kinds.some((kind) => kind !== 'dir')) writeFacts(output, electron)
})
