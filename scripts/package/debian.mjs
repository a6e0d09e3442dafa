import { createHash } from 'node:crypto'
import {
  chmodSync,
  constants,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { neededPackages } from '../check-libs.mjs'
import { mustRun } from '../run.mjs'
import { root } from '../stale.mjs'
import { DESKTOP_ENTRY, RUN_FILE_TYPE } from './desktop-entry.mjs'
import { completionOf, manualPage } from './lab-pages.mjs'

// The package is laid out here and closed by dpkg-deb. Tried instead: electron-builder's own target needs fpm, a download or a gem;
// electron-installer-debian would leave dependencies, copyright and desktop entry to be replaced, brings no file type, manual page or
// completion, and reads the version of Electron from a file that our folder does not have.

const { author, description, homepage, name, productName } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
)
const application = `usr/lib/${name}`
const architecture = process.arch === 'x64' ? 'amd64' : process.arch
/** The sizes that the standard theme of icons has. */
const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512]

// What Chromium loads when it starts and cannot do without, though it is linked with none of it.
const loadedAtStart = ['libx11-xcb1']

// The window works without these: notices, opening a folder in the file manager, Korean letters.
const recommended = ['libnotify4', 'xdg-utils', 'fonts-noto-cjk | fonts-nanum']

/** @param {string} file @param {string | Buffer} content */
function write(file, content) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** Every file of a folder, as a path from there; of links only those to files. @param {string} folder @returns {string[]} */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    lstatSync(join(folder, path)).isFile(),
  )
}

/** What anybody may read and only root may change, whatever this user's own files are like. @param {string} folder */
function setModes(folder) {
  for (const path of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const file = join(folder, path)
    const stats = lstatSync(file)
    if (stats.isSymbolicLink()) continue
    chmodSync(file, stats.isDirectory() || (stats.mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
  // Without user namespaces this program builds the sandbox, as root.
  chmodSync(join(folder, application, 'chrome-sandbox'), 0o4755)
}

function desktopFile() {
  const entry = {
    Type: 'Application',
    Name: productName,
    ...DESKTOP_ENTRY,
    Exec: `${name} %f`,
    Icon: name,
    Terminal: false,
    Categories: 'Education;Science;ArtificialIntelligence;',
    MimeType: `${RUN_FILE_TYPE};`,
  }
  return ['[Desktop Entry]', ...Object.entries(entry).map(([key, value]) => `${key}=${value}`), ''].join('\n')
}

function fileTypes() {
  return `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${RUN_FILE_TYPE}">
    <comment>Our Neural Network run file</comment>
    <comment xml:lang="ko">우리의 신경망 실험 파일</comment>
    <sub-class-of type="application/zip"/>
    <glob pattern="*.onn"/>
  </mime-type>
</mime-info>
`
}

function copyright() {
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8')
  const others = ['LICENSE.electron.txt', 'LICENSES.chromium.html'].map((file) => `/${application}/${file}`)
  return `${licence}\nElectron and Chromium have licences of their own: ${others.join(', ')}.\n`
}

/** What belongs elsewhere in the system than the app. @param {string} share */
function writeShared(share) {
  write(join(share, 'applications', `${name}.desktop`), desktopFile())
  write(join(share, 'mime/packages', `${name}.xml`), fileTypes())
  for (const size of iconSizes) {
    const icon = `${size}x${size}`
    const place = join(share, 'icons/hicolor', icon)
    const source = (/** @type {string} */ kind) =>
      readFileSync(join(root, 'resources/icons', kind, `${icon}.png`))
    write(join(place, 'apps', `${name}.png`), source('app'))
    write(join(place, 'mimetypes', `${RUN_FILE_TYPE.replace('/', '-')}.png`), source('run-file'))
  }
  write(join(share, 'bash-completion/completions', name), completionOf('bash'))
  write(join(share, 'zsh/vendor-completions', `_${name}`), completionOf('zsh'))
  write(join(share, 'fish/vendor_completions.d', `${name}.fish`), completionOf('fish'))
  write(join(share, 'man/man1', `${name}.1.gz`), gzipSync(manualPage(), { level: 9 }))
  write(join(share, 'doc', name, 'copyright'), copyright())
}

/** @param {string} folder @param {string} version */
function control(folder, version) {
  const app = join(folder, application)
  const programs = filesOf(app).filter((path) => path === name || /\.(node|so(\.\d+)*)$/.test(basename(path)))
  const bytes = filesOf(folder).reduce((sum, path) => sum + lstatSync(join(folder, path)).size, 0)
  return `Package: ${name}
Version: ${version}
Architecture: ${architecture}
Maintainer: ${author}
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: ${[...neededPackages(app, programs), ...loadedAtStart].join(', ')}
Recommends: ${recommended.join(', ')}
Section: education
Priority: optional
Homepage: ${homepage}
Description: laboratory for small teams who study neural networks
 ${description}
`
}

/** The sums by which \`dpkg --verify\` knows whether a file was changed. @param {string} folder */
function checksums(folder) {
  return filesOf(folder)
    .map((path) => {
      const sum = createHash('md5')
        .update(readFileSync(join(folder, path)))
        .digest('hex')
      return `${sum}  ${path}\n`
    })
    .join('')
}

/**
 * Makes the Debian package of an unpacked app.
 * @param {{ readonly unpacked: string, readonly version: string, readonly output: string, readonly compression: readonly string[] }} options
 * @returns {Promise<string>} the file
 */
export async function packDebian({ unpacked, version, output, compression }) {
  const folder = mkdtempSync(join(tmpdir(), 'lab-deb-'))
  try {
    cpSync(unpacked, join(folder, application), { recursive: true, mode: constants.COPYFILE_FICLONE })
    writeShared(join(folder, 'usr/share'))
    mkdirSync(join(folder, 'usr/bin'))
    symlinkSync(relative('usr/bin', join(application, name)), join(folder, 'usr/bin', name))
    setModes(folder)
    const [facts, sums] = [control(folder, version), checksums(folder)]
    write(join(folder, 'DEBIAN/control'), facts)
    write(join(folder, 'DEBIAN/md5sums'), sums)
    const file = join(output, `${name}_${version}_${architecture}.deb`)
    await mustRun('dpkg-deb', ['--root-owner-group', ...compression, '--build', folder, file], {
      quiet: true,
    })
    return file
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
