import { asJson, patience, python, rounds, sameThreads, threads, wordAfter } from './bench-words.mjs'
import { runScript } from './main-module.mjs'
import { median } from './median.mjs'
import { jsonLines, ownStep, waitForQuiet } from './quiet-machine.mjs'

// The training step beside other programs, measured in turn: npm run bench -- --peers FOLDER [--rounds N] [--threads N]
// [--python COMMAND] [--patience SECONDS] [--json]. The folder holds programs of others: torch_eager.py VARIANT THREADS and sgemm.py, which print
// JSON lines. Medians of ratios within a round are what counts, because the speed of a machine changes from minute to minute.

const OPERATIONS_OF_A_STEP = 463e6
const HAND_WRITTEN = ['eager_fe', 'fastdrop', 'jit', 'manual']

const folder = wordAfter('--peers')
const theirs = { cwd: folder, env: sameThreads }

/** @param {string} engine */
async function ownSpeed(engine) {
  const { trainingStep } = await ownStep(['--engine', engine, '--threads', threads], patience)
  return trainingStep[0].stepsPerSecond
}

/** @param {string} variant */
async function torchSpeed(variant) {
  await waitForQuiet()
  const [line] = await jsonLines(python, ['torch_eager.py', variant, threads], theirs)
  return line.iters_per_s
}

/** GFLOP/s of OpenBLAS on the largest product of the step, forwards and backwards. */
async function librarySpeed() {
  await waitForQuiet()
  const lines = await jsonLines(python, ['sgemm.py'], theirs)
  const speeds = lines.filter(({ dtype, tag }) => dtype === 'float32' && ['fwd1 XW', 'dW1 XtD'].includes(tag))
  return Math.max(...speeds.map((line) => line.gflops_median))
}

const SUBJECTS = [
  { name: 'native', measure: () => ownSpeed('native') },
  { name: 'wasm', measure: () => ownSpeed('wasm') },
  { name: 'eager', measure: () => torchSpeed('eager') },
  ...HAND_WRITTEN.map((name) => ({ name, measure: () => torchSpeed(name) })),
  { name: 'OpenBLAS ceiling', measure: async () => ((await librarySpeed()) * 1e9) / OPERATIONS_OF_A_STEP },
]

/** @typedef {Record<string, number>} Round */

/** @param {readonly Round[]} measured */
function ratios(measured) {
  const native = (/** @type {(round: Round) => number} */ against) =>
    median(measured.map((round) => round.native / against(round)))
  return {
    eager: native((round) => round.eager),
    bestHandWritten: native((round) => Math.max(...HAND_WRITTEN.map((name) => round[name]))),
    ceiling: native((round) => round['OpenBLAS ceiling']),
    webAssembly: median(measured.map((round) => round.wasm / round.eager)),
  }
}

await runScript(async () => {
  if (folder === undefined) throw new Error('--peers takes the folder with the programs to compare with.')
  /** @type {Round[]} */
  const measured = []
  for (let round = 0; round < rounds; round += 1) {
    /** @type {Round} */
    const speeds = {}
    for (const { name, measure } of SUBJECTS) speeds[name] = await measure()
    measured.push(speeds)
    process.stderr.write(
      `round ${round + 1}: ${SUBJECTS.map(({ name }) => `${name} ${speeds[name].toFixed(0)}`).join(', ')}\n`,
    )
  }
  const stepsPerSecond = Object.fromEntries(
    SUBJECTS.map(({ name }) => [name, median(measured.map((round) => round[name]))]),
  )
  const ratio = ratios(measured)
  if (asJson) {
    process.stdout.write(
      `${JSON.stringify({ threads: Number(threads), rounds: measured, stepsPerSecond, ratio })}\n`,
    )
    return
  }
  process.stdout.write(
    `Training step of the final network, ${threads} threads, medians of ${rounds} rounds\n`,
  )
  for (const { name } of SUBJECTS)
    process.stdout.write(`${name.padEnd(18)}${stepsPerSecond[name].toFixed(1)} steps/s\n`)
  process.stdout.write(
    `native is ${ratio.eager.toFixed(2)} x PyTorch eager, ${ratio.bestHandWritten.toFixed(2)} x the best hand-written PyTorch, `,
  )
  process.stdout.write(`${(100 * ratio.ceiling).toFixed(0)} % of what OpenBLAS alone would allow\n`)
  process.stdout.write(`WebAssembly is ${ratio.webAssembly.toFixed(2)} x PyTorch eager\n`)
})
