import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { isMainModule, runScript } from './main-module.mjs'
import { sharedConstants, writeConstants } from './shared-constants.mjs'
import { hashOf, isBuiltFrom, root, withLock, writeAtomically } from './stale.mjs'

const execute = promisify(execFile)
const folder = join(root, 'out/native')
const stamp = join(folder, 'stamp')

/** Where the native kernels lie, for Node and Electron alike. */
export const nativeKernels = join(folder, 'kernels.node')

/** Nothing is fused or reordered but where the source says so: the bytes are the contract. */
export const strictFlags = ['-std=c++17', '-O3', '-ffp-contract=off', '-fno-fast-math']
const moduleFlags = ['-fPIC', '-fvisibility=hidden', '-fno-exceptions', '-fno-rtti']
const linkFlags =
  process.platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared', '-static-libgcc']

/**
 * Each set of instructions is a translation unit of its own with its own flags; which one runs is chosen by the processor.
 * GCC copies registers of 256 bits through memory in halves unless it is told otherwise, and reading them as a whole then
 * waits: twice the time for SELU. Compilers that do not know these flags do not need them.
 */
const variants = {
  x64: [
    { source: 'variant-avx512.cpp', flags: ['-mavx512f', '-mavx512dq', '-mavx512vl', '-mavx2', '-mfma'] },
    {
      source: 'variant-avx2.cpp',
      flags: ['-mavx2', '-mfma'],
      optional: ['-mmove-max=256', '-mstore-max=256'],
    },
  ],
  arm64: [{ source: 'variant-neon.cpp', flags: [] }],
}

/** @typedef {{ readonly source: string, readonly flags: readonly string[], readonly optional?: readonly string[] }} Unit */

/** The translation units for a processor's architecture. @param {string} architecture @returns {readonly Unit[]} */
export function variantUnits(architecture) {
  return architecture === 'x64' ? variants.x64 : architecture === 'arm64' ? variants.arm64 : []
}

const sourceHash = () =>
  hashOf(['src-native', ...sharedConstants, 'scripts/build-native.mjs', 'scripts/shared-constants.mjs']) +
  `-${process.platform}-${process.arch}`

/** The first compiler that answers; undefined where there is none. */
export function findCompiler() {
  const names = [process.env['CXX'], 'g++', 'clang++', 'c++'].filter(
    (name) => name !== undefined && name !== '',
  )
  return names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
}

/** Those of some flags that a compiler knows. @param {string} compiler @param {readonly string[]} flags */
function knownFlags(compiler, flags) {
  const knows = (/** @type {string} */ flag) =>
    spawnSync(compiler, ['-Werror', flag, '-x', 'c++', '-E', '-'], {
      input: '',
      stdio: ['pipe', 'ignore', 'ignore'],
    }).status === 0
  return flags.filter(knows)
}

function headerFolder() {
  const folders = [join(dirname(process.execPath), '../include/node')]
  try {
    const main = createRequire(import.meta.url).resolve('node-api-headers')
    folders.unshift(join(dirname(main), 'include'))
  } catch {
    // The package is an extra; Node's own headers do as well.
  }
  return folders.find((candidate) => existsSync(join(candidate, 'node_api.h')))
}

/**
 * Runs a compiler without a word; what it says comes in the error where it fails.
 * @param {string} command
 * @param {readonly string[]} words
 */
async function runSilently(command, words) {
  try {
    await execute(command, words)
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Error(`${[command, ...words].join(' ')} failed:\n${said}`, { cause: error })
  }
}

/**
 * Runs the commands, as many at a time as there are processors.
 * @param {readonly (readonly [string, readonly string[]])[]} commands
 */
export async function runAll(commands) {
  const waiting = [...commands]
  const worker = async () => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      await runSilently(command[0], command[1])
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
}

/**
 * Compiles the module into a file.
 * @param {string} output
 * @param {readonly string[]} extraFlags
 */
export async function compileModule(output, extraFlags = []) {
  const units = variantUnits(process.arch)
  if (process.platform === 'win32' || units.length === 0) {
    throw new Error(
      `There are no native kernels for ${process.platform} on ${process.arch}; WebAssembly computes instead.`,
    )
  }
  const compiler = findCompiler()
  if (compiler === undefined)
    throw new Error('No C++ compiler was found (CXX, g++, clang++); WebAssembly computes instead.')
  const headers = headerFolder()
  if (headers === undefined)
    throw new Error('node_api.h was found neither in node-api-headers nor beside Node.')

  mkdirSync(dirname(output), { recursive: true })
  const temporary = mkdtempSync(join(dirname(output), 'build-'))
  try {
    writeConstants(temporary)
    const flags = [...strictFlags, ...moduleFlags, ...extraFlags, `-I${headers}`, `-I${temporary}`]
    /** @type {readonly Unit[]} */
    const files = [...units, { source: 'cpu-features.cpp', flags: [] }, { source: 'module.cpp', flags: [] }]
    const object = (/** @type {string} */ source) => join(temporary, `${source}.o`)
    await runAll(
      files.map(({ source, flags: own, optional = [] }) => {
        const known = knownFlags(compiler, optional)
        return [
          compiler,
          [...flags, ...own, ...known, '-c', join(root, 'src-native', source), '-o', object(source)],
        ]
      }),
    )
    const built = join(temporary, 'kernels.node')
    const objects = files.map(({ source }) => object(source))
    await runSilently(compiler, [...linkFlags, ...extraFlags, ...objects, '-o', built])
    renameSync(built, output)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** Compiles the native kernels, or throws a sentence that says why that is not possible here. */
export async function buildNative() {
  const hash = sourceHash()
  await compileModule(nativeKernels)
  writeAtomically(stamp, hash)
}

/**
 * Compiles the native kernels when they are older than their sources. Never throws: they are an extra.
 *
 * A failure is remembered until the sources change, so that a machine without a compiler is not asked again at every start.
 * @returns {Promise<boolean>} whether they are there
 */
export async function buildNativeIfStale() {
  const hash = sourceHash()
  if (!isBuiltFrom(stamp, hash) && !isBuiltFrom(stamp, `failed ${hash}`)) {
    await withLock('build-native', async () => {
      if (isBuiltFrom(stamp, hash)) return
      try {
        await buildNative()
      } catch {
        rmSync(nativeKernels, { force: true })
        writeAtomically(stamp, `failed ${hash}`)
      }
    }).catch(() => undefined)
  }
  return existsSync(nativeKernels)
}

if (isMainModule(import.meta.url)) await runScript(() => withLock('build-native', buildNative))
