import { availableParallelism, cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { finalNetwork } from '#shared/experiment/presets'
import type { EngineName } from '#shared/kernels/kernels'
import { errorMessage } from '../base/error-message'
import { nativeEngineFault } from '../trainer/native-engine'
import { compareBuilds } from './compare'
import { measureParts } from './measure-parts'
import type { NetworkName } from './networks'
import { MEASURED_NETWORKS, withIterations } from './networks'
import type { ProductSpeed } from './products'
import { measureProducts } from './products'
import { measureTraining, TRAINING_PARTS } from './training-parts'
import type { StepSpeed } from './training-step'
import { measureSteps } from './training-step'

const OPTIONS = {
  rounds: { type: 'string' },
  json: { type: 'boolean' },
  step: { type: 'boolean' },
  parts: { type: 'boolean' },
  train: { type: 'boolean' },
  compare: { type: 'string' },
  engine: { type: 'string' },
  threads: { type: 'string' },
  network: { type: 'string' },
  iterations: { type: 'string' },
} as const

/** This checkout; the bundle lies in out/main. */
const HERE = join(import.meta.dirname, '../..')
const DATA = join(HERE, 'resources/fashion-mnist')

/**
 * `npm run bench`: how fast this machine trains. `--rounds N` repeats every measurement; `--json` ends with one line of JSON;
 * `--step` leaves the products out, `--parts` tells what the parts of a step take, `--train` what those of a whole training take, `--compare FOLDER`
 * compares the step with that of another built checkout, and `--engine NAME`, `--threads N`, `--network NAME` and, to compare, `--iterations N` measure only those.
 */
async function main(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: OPTIONS })
  const engines = enginesFor(values.engine)
  const threads = values.threads === undefined ? undefined : wholeNumber('--threads', values.threads)
  const network = networkNamed(values.network ?? 'final')
  if (values.compare !== undefined) {
    const folder = resolve(process.env['INIT_CWD'] ?? '.', values.compare)
    const iterations =
      values.iterations === undefined ? undefined : wholeNumber('--iterations', values.iterations)
    await compare(
      folder,
      engines,
      threads ?? availableParallelism(),
      network,
      iterations,
      values.json === true,
    )
    return
  }
  if (values.parts === true) {
    await parts(engines, threads ?? availableParallelism(), network, values.json === true)
    return
  }
  if (values.train === true) {
    await wholeTraining(engines, threads ?? availableParallelism(), values.json === true)
    return
  }
  const rounds = wholeNumber('--rounds', values.rounds ?? '5')
  const threadCounts = threads === undefined ? [1, 2] : [threads]
  const { experiment, title } = MEASURED_NETWORKS[network]
  const trainingStep = await measureSteps(DATA, experiment, engines, threadCounts, rounds)
  const products = values.step === true ? [] : await measureProducts(engines, threadCounts, rounds)
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify({ experiment, trainingStep, products, processorSeconds: processorSeconds() })}\n`
      : table(title, trainingStep, products),
  )
}

function enginesFor(name: string | undefined): readonly EngineName[] {
  const all: readonly EngineName[] = nativeEngineFault() === null ? ['wasm', 'native'] : ['wasm']
  const engines = name === undefined ? all : all.filter((engine) => engine === name)
  if (engines.length === 0) throw new Error(`--engine is "${name}", but here there are: ${all.join(', ')}.`)
  return engines
}

function networkNamed(name: string): NetworkName {
  const known = Object.keys(MEASURED_NETWORKS) as readonly NetworkName[]
  const network = known.find((each) => each === name)
  if (network === undefined) throw new Error(`--network is "${name}", but there are: ${known.join(', ')}.`)
  return network
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} takes a whole number of at least 1.`)
  return value
}

/** Prints for each engine how the processor time of a step compares with that of another build. */
async function compare(
  folder: string,
  engines: readonly EngineName[],
  threads: number,
  name: NetworkName,
  iterations: number | undefined,
  json: boolean,
): Promise<void> {
  if (process.platform === 'win32')
    throw new Error(
      '--compare halts programs by a signal that Windows does not have; use WSL, Linux or macOS.',
    )
  const network = MEASURED_NETWORKS[name]
  if (!json)
    process.stdout.write(`${machine()}\nThe step of ${network.title}, ${threads} threads, beside ${folder}\n`)
  for (const engine of engines) {
    const steps = iterations ?? Math.ceil(network.iterations / (engine === 'native' ? 1 : 2))
    const result = await compareBuilds([HERE, folder], withIterations(network, steps), engine, threads)
    const { ratio, range, milliseconds, sameWeights } = result
    const times = milliseconds.map((time) => time.toFixed(3)).join(' against ')
    process.stdout.write(
      json
        ? `${JSON.stringify({ engine, threads, network: name, iterations: steps, ...result })}\n`
        : `${engine.padEnd(8)}processor time ${ratio.toFixed(3)} (parts ${range.map((part) => part.toFixed(3)).join(' to ')}), ` +
            `${times} ms a step, ${sameWeights ? 'the same weights' : 'OTHER WEIGHTS'}\n`,
    )
    if (!sameWeights) process.exitCode = 1
  }
}

/** Prints for each engine what the parts of a step take. */
async function parts(
  engines: readonly EngineName[],
  threads: number,
  name: NetworkName,
  json: boolean,
): Promise<void> {
  const { title, experiment } = MEASURED_NETWORKS[name]
  if (!json) process.stdout.write(`${machine()}\nParts of the step of ${title}, ${threads} threads\n`)
  for (const engine of engines) {
    const measured = await measureParts(DATA, experiment, engine, threads)
    const lines = measured.map(
      ({ part, microseconds, share }) =>
        `${engine.padEnd(8)}${part.padEnd(18)}${microseconds.toFixed(1).padStart(10)} us${(100 * share).toFixed(1).padStart(7)} %`,
    )
    process.stdout.write(
      json
        ? `${JSON.stringify({ engine, threads, network: name, parts: measured })}\n`
        : `${lines.join('\n')}\n`,
    )
  }
}

/**
 * Prints what the parts of a whole training of the final network take, on the fastest engine that was not excluded: one training a start, as
 * the start is one of its parts.
 */
async function wholeTraining(engines: readonly EngineName[], threads: number, json: boolean): Promise<void> {
  const engine = engines[engines.length - 1]
  const times = await measureTraining(DATA, finalNetwork, engine, threads)
  const all = Object.values(times).reduce((sum, seconds) => sum + seconds, 0)
  if (json) {
    process.stdout.write(`${JSON.stringify({ engine, threads, seconds: times })}\n`)
    return
  }
  process.stdout.write(`${machine()}\nA training of the final network, ${engine}, ${threads} threads\n`)
  for (const part of TRAINING_PARTS)
    process.stdout.write(
      `${part.padEnd(24)}${times[part].toFixed(3).padStart(8)} s${((100 * times[part]) / all).toFixed(1).padStart(7)} %\n`,
    )
}

/** Seconds of all processors that this process has taken: who measures beside others sees by it how much these took. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function machine(): string {
  return `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}`
}

function table(title: string, steps: readonly StepSpeed[], products: readonly ProductSpeed[]): string {
  const lines = [
    machine(),
    '',
    `Training step of ${title}`,
    'engine   threads   steps/s',
    ...steps.map(
      ({ engine, threads, stepsPerSecond }) =>
        `${engine.padEnd(9)}${String(threads).padEnd(10)}${stepsPerSecond.toFixed(1)}`,
    ),
    '',
    'Products',
    'shape                  engine   threads   GFLOP/s',
    ...products.map(
      ({ shape, engine, threads, gflops }) =>
        `${shape.padEnd(23)}${engine.padEnd(9)}${String(threads).padEnd(10)}${gflops.toFixed(1)}`,
    ),
  ]
  return `${(products.length > 0 ? lines : lines.slice(0, -3)).join('\n')}\n`
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${errorMessage(error)}\n`)
  process.exitCode = 1
})
