import { cpus } from 'node:os'
import { join } from 'node:path'
import type { EngineName } from '#shared/kernels/kernels'
import { errorMessage } from '../base/error-message'
import { nativeEngineFault } from '../trainer/native-engine'
import type { ProductSpeed } from './products'
import { measureProducts } from './products'
import type { StepSpeed } from './training-step'
import { measureSteps } from './training-step'

/**
 * `npm run bench`: how fast this machine trains. `--rounds N` repeats every measurement; `--json` ends with one line of JSON;
 * `--step` leaves the products out, and `--engine NAME` and `--threads N` measure only those.
 */
async function main(words: readonly string[]): Promise<void> {
  const json = words.includes('--json')
  const given = words.indexOf('--rounds')
  const rounds = given < 0 ? 5 : Number(words[given + 1])
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number of at least 1.')
  const all: readonly EngineName[] = nativeEngineFault() === null ? ['wasm', 'native'] : ['wasm']
  const engine = wordAfter(words, '--engine')
  const engines = engine === undefined ? all : all.filter((name) => name === engine)
  if (engines.length === 0) throw new Error(`--engine is "${engine}", but here there are: ${all.join(', ')}.`)
  const threads = wordAfter(words, '--threads')
  const threadCounts = threads === undefined ? [1, 2] : [Number(threads)]
  const data = join(import.meta.dirname, '../../resources/fashion-mnist')
  const trainingStep = await measureSteps(data, engines, threadCounts, rounds)
  const products = words.includes('--step') ? [] : await measureProducts(engines, threadCounts, rounds)
  process.stdout.write(
    json
      ? `${JSON.stringify({ trainingStep, products, processorSeconds: processorSeconds() })}\n`
      : table(trainingStep, products),
  )
}

/** Seconds of all processors that this process has taken: who measures beside others sees by it how much these took. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function wordAfter(words: readonly string[], name: string): string | undefined {
  const place = words.indexOf(name)
  return place < 0 ? undefined : words[place + 1]
}

function table(steps: readonly StepSpeed[], products: readonly ProductSpeed[]): string {
  const lines = [
    `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}`,
    '',
    'Training step of the final network (784-256-64-10, batch 512)',
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
  return `${lines.join('\n')}\n`
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${errorMessage(error)}\n`)
  process.exitCode = 1
})
