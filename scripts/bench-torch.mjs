import { join } from 'node:path'
import { asJson, patience, python, rounds, sameThreads, threads, wordAfter } from './bench-words.mjs'
import { runScript } from './main-module.mjs'
import { median } from './median.mjs'
import { jsonLines, ownStep, waitForQuiet } from './quiet-machine.mjs'
import { root } from './stale.mjs'

// The training step of networks of other sizes beside PyTorch, measured in turn: npm run bench -- --torch [--network NAME] [--rounds N]
// [--threads N] [--python COMMAND] [--patience SECONDS] [--json]. Medians of ratios within a round are what counts, because the speed of a
// machine changes from minute to minute. `--peers` compares the final network with more programs.

const NETWORKS = ['final', 'normalized', 'small', 'large']

const networks = [wordAfter('--network') ?? NETWORKS].flat()

/** @typedef {{ native: number, wasm: number, eager: number, foreach: number }} Speeds Steps a second. */

/** @param {string} network @returns {Promise<Speeds>} */
async function measureRound(network) {
  const own = async (/** @type {string} */ engine) =>
    ownStep(['--network', network, '--engine', engine, '--threads', threads], patience)
  const native = await own('native')
  const wasm = await own('wasm')
  const torch = async (/** @type {string} */ variant) => {
    await waitForQuiet()
    const parameters = [join(root, 'scripts/torch-step.py'), variant, threads]
    const [line] = await jsonLines(python, parameters, {
      env: sameThreads,
      input: JSON.stringify(native.experiment),
    })
    return line.stepsPerSecond
  }
  return {
    native: native.trainingStep[0].stepsPerSecond,
    wasm: wasm.trainingStep[0].stepsPerSecond,
    eager: await torch('eager'),
    foreach: await torch('foreach'),
  }
}

/** @param {readonly Speeds[]} measured */
function ratios(measured) {
  const best = (/** @type {Speeds} */ speeds) => Math.max(speeds.eager, speeds.foreach)
  return {
    native: median(measured.map((speeds) => speeds.native / speeds.eager)),
    nativeToBest: median(measured.map((speeds) => speeds.native / best(speeds))),
    wasm: median(measured.map((speeds) => speeds.wasm / speeds.eager)),
  }
}

await runScript(async () => {
  for (const network of networks) {
    /** @type {Speeds[]} */
    const measured = []
    for (let round = 0; round < rounds; round += 1) measured.push(await measureRound(network))
    const ratio = ratios(measured)
    if (asJson) {
      process.stdout.write(
        `${JSON.stringify({ network, threads: Number(threads), rounds: measured, ratio })}\n`,
      )
      continue
    }
    const speeds = /** @type {const} */ (['native', 'wasm', 'eager', 'foreach']).map(
      (name) => `${name} ${median(measured.map((round) => round[name])).toFixed(1)}`,
    )
    process.stdout.write(
      `${network}, ${threads} threads, medians of ${rounds} rounds, steps a second: ${speeds.join(', ')}\n` +
        `  native is ${ratio.native.toFixed(2)} x PyTorch eager and ${ratio.nativeToBest.toFixed(2)} x the better of its two forms, WebAssembly ${ratio.wasm.toFixed(2)} x eager\n`,
    )
  }
})
