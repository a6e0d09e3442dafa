import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileModule, findCompiler, runAll, strictFlags, variantUnits } from './build-native.mjs'
import { runScript } from './main-module.mjs'
import { withPlainTool } from './plain-path/plain-path.mjs'
import { mustRun, run } from './run.mjs'
import { writeConstants } from './shared-constants.mjs'
import { root } from './stale.mjs'

// Tests the native kernels under the address and undefined-behaviour sanitizers:
//   node scripts/test-native.mjs           first on random calls, then the kernel tests of all engines
//   node scripts/test-native.mjs --arm64   the random calls on NEON, with a cross compiler and an emulator, without sanitizers

const sanitizers = [
  '-fsanitize=address,undefined',
  '-fno-sanitize-recover=all',
  '-fno-omit-frame-pointer',
  '-g',
]
const sanitizerOptions = { ASAN_OPTIONS: 'detect_leaks=0', UBSAN_OPTIONS: 'print_stacktrace=1' }

/**
 * @typedef {object} Driver
 * @property {string} compiler
 * @property {string} architecture
 * @property {readonly string[]} flags
 */

/**
 * Compiles the program that compares variants on random calls.
 * @param {string} folder @param {Driver} driver
 */
async function compileDriver(folder, { compiler, architecture, flags }) {
  writeConstants(folder)
  const sources = [
    ...variantUnits(architecture).map(({ source, flags: own }) => ({
      path: join('src-native', source),
      own,
    })),
    ...[
      'src-native/variant-portable.cpp',
      'src-native/cpu-features.cpp',
      'test/src-native/compare-variants.cpp',
    ].map((path) => {
      return { path, own: /** @type {readonly string[]} */ ([]) }
    }),
  ]
  const object = (/** @type {number} */ index) => join(folder, `${index}.o`)
  const common = [...strictFlags, '-O1', ...flags, `-I${folder}`]
  await runAll(
    sources.map(({ path, own }, index) => [
      compiler,
      [...common, ...own, '-c', join(root, path), '-o', object(index)],
    ]),
  )
  const program = join(folder, 'compare-variants')
  await mustRun(compiler, [...flags, ...sources.map((_, index) => object(index)), '-o', program])
  return program
}

/** @param {(folder: string) => Promise<void>} work */
async function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'native-tests-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function testSanitized() {
  const compiler = findCompiler()
  if (compiler === undefined)
    throw new Error('No C++ compiler was found (CXX, g++, clang++), so there is nothing to test.')
  await inTemporaryFolder(async (folder) => {
    const program = await compileDriver(folder, { compiler, architecture: process.arch, flags: sanitizers })
    await mustRun(program, [], { env: sanitizerOptions })

    const module = join(folder, 'kernels.node')
    await compileModule(module, sanitizers)
    const library = spawnSync(compiler, ['-print-file-name=libasan.so'], { encoding: 'utf8' }).stdout.trim()
    const env = { ...sanitizerOptions, NATIVE_KERNELS: module, LD_PRELOAD: library }
    const results = join(folder, 'results.json')
    const words = [
      'run',
      'test/src-shared/kernels/engines.test.ts',
      '--reporter=json',
      `--outputFile=${results}`,
    ]
    await withPlainTool('vitest', (tool) =>
      run(process.execPath, [...tool.words, ...words], { cwd: tool.cwd, env: { ...tool.env, ...env } }),
    )
    report(JSON.parse(readFileSync(results, 'utf8')))
  })
}

/**
 * Prints what failed and how many tests ran; a module that could not be loaded would leave none of the native engine's.
 * @param {{ readonly testResults: readonly { readonly assertionResults: readonly { readonly fullName: string, readonly status: string }[] }[] }} results
 */
function report({ testResults }) {
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => fullName.includes('native'))
  const failed = tests.filter(({ status }) => status !== 'passed')
  for (const { fullName } of failed) process.stdout.write(`Failed: ${fullName}\n`)
  process.stdout.write(`${tests.length - failed.length} passed, ${failed.length} failed\n`)
  if (failed.length > 0 || tests.length === 0)
    throw new Error('The sanitized kernels did not pass the tests of the native engine.')
}

async function testArm64() {
  await inTemporaryFolder(async (folder) => {
    const driver = { compiler: 'aarch64-linux-gnu-g++', architecture: 'arm64', flags: ['-static'] }
    await mustRun('qemu-aarch64', [await compileDriver(folder, driver)])
  })
}

await runScript(process.argv.includes('--arm64') ? testArm64 : testSanitized)
