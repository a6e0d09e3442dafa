import { execFile } from 'node:child_process'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { runScript } from './main-module.mjs'
import { median } from './median.mjs'
import { root } from './stale.mjs'

// The training step beside other programs, measured in turn: npm run bench -- --peers FOLDER [--rounds N] [--threads N]
// [--python COMMAND] [--patience SECONDS] [--json]. The folder holds programs of others: torch_eager.py VARIANT THREADS and sgemm.py, which print
// JSON lines. Medians of ratios within a round are what counts, because the speed of a machine changes from minute to minute.

const execute = promisify(execFile)
const OPERATIONS_OF_A_STEP = 463e6
const HAND_WRITTEN = ['eager_fe', 'fastdrop', 'jit', 'manual']
/** Cores that others may use while something is measured; `--patience` says for how many seconds it is tried again. */
const QUIET = 0.12
const SECONDS_TO_WAIT = 5

const words = process.argv.slice(2)
const wordAfter = (/** @type {string} */ name) =>
  words.includes(name) ? words[words.indexOf(name) + 1] : undefined
const folder = wordAfter('--peers')
const rounds = Number(wordAfter('--rounds') ?? 5)
const threads = wordAfter('--threads') ?? '2'
const python = wordAfter('--python') ?? 'python3'
const patience = Number(wordAfter('--patience') ?? 25)

function processorTimes() {
  const times = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({
    busy: user + nice + sys + irq,
    idle,
  }))
  return times.reduce((sum, { busy, idle }) => ({ busy: sum.busy + busy, idle: sum.idle + idle }), {
    busy: 0,
    idle: 0,
  })
}

/** Waits a little for a moment in which hardly anything else runs. */
async function waitForQuiet() {
  for (let second = 0; second < SECONDS_TO_WAIT; second += 1) {
    const before = processorTimes()
    await sleep(1000)
    const after = processorTimes()
    const busy = after.busy - before.busy
    if ((busy / (busy + after.idle - before.idle)) * cpus().length <= QUIET) return
  }
}

/** The JSON lines that a program prints. @param {string} command @param {readonly string[]} parameters @param {string} [cwd] */
async function jsonLines(command, parameters, cwd) {
  const env = { ...process.env, OMP_NUM_THREADS: threads, OPENBLAS_NUM_THREADS: threads }
  const { stdout } = await execute(command, [...parameters], { cwd, env, maxBuffer: 2 ** 26 })
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

/**
 * Steps a second of an engine of ours. As with the PyTorch programs, a measurement that others disturbed is repeated for a
 * while, and the least disturbed one counts.
 * @param {string} engine
 */
async function ownSpeed(engine) {
  const parameters = ['--step', '--engine', engine, '--threads', threads, '--rounds', '1', '--json']
  let best = { others: Infinity, speed: 0 }
  for (
    const end = Date.now() + 1000 * patience;
    best.others > QUIET && (Date.now() < end || best.speed === 0);
  ) {
    await waitForQuiet()
    const before = processorTimes()
    const [{ trainingStep, processorSeconds }] = await jsonLines(process.execPath, [
      join(root, 'out/main/bench.js'),
      ...parameters,
    ])
    const after = processorTimes()
    const busy = after.busy - before.busy
    const seconds = (busy + after.idle - before.idle) / 1000 / cpus().length
    const others = Math.max(0, busy / 1000 - processorSeconds) / seconds
    if (others < best.others) best = { others, speed: trainingStep[0].stepsPerSecond }
  }
  return best.speed
}

/** @param {string} variant */
async function torchSpeed(variant) {
  await waitForQuiet()
  const [line] = await jsonLines(python, ['torch_eager.py', variant, threads], folder)
  return line.iters_per_s
}

/** GFLOP/s of OpenBLAS on the largest product of the step, forwards and backwards. */
async function librarySpeed() {
  await waitForQuiet()
  const lines = await jsonLines(python, ['sgemm.py'], folder)
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
  if (words.includes('--json')) {
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
