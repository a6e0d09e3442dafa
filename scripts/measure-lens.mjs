import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildIfStale } from './build-if-stale.mjs'
import { runScript } from './main-module.mjs'
import { root } from './stale.mjs'

// Between which mean and variance the layers of networks lie that train well: node scripts/measure-lens.mjs [CASE ...]
// Trains the cases below with seeds 1 to 3 (all of them, or those that are named) and renews their rows in the table that the
// lens judges by. What counts is every layer at every evaluation, from the start to the end.

const execute = promisify(execFile)
const TABLE = join(root, 'src-shared/experiment/usual-layers.json')
const SEEDS = [1, 2, 3]
const FEW = 600

/** @param {Record<string, unknown>} design */
const quickLookWith = (design) => ({
  preset: 'quick-look',
  iterations: FEW,
  design: { batchNormalization: false, dropout: { kind: 'none', ratio: 0 }, ...design },
  // The final network's rate is for SELU.
  plan: { learningRate: 0.1 },
})

/** @type {Record<string, { preset: string, iterations: number, design?: object, plan?: object }>} */
const CASES = {
  'quick-look': { preset: 'quick-look', iterations: FEW },
  'final-network': { preset: 'final-network', iterations: 3_000 },
  'best-of-the-lab': { preset: 'best-of-the-lab', iterations: FEW },
  'reference-2': { preset: 'reference-2', iterations: FEW, plan: { learningRate: 0.001 } },
  'reference-90': { preset: 'reference-90', iterations: FEW, plan: { learningRate: 0.001 } },
  relu: quickLookWith({ activation: 'relu', initialization: 'he' }),
  'leaky-relu': quickLookWith({ activation: 'leaky-relu', initialization: 'he' }),
  gelu: quickLookWith({ activation: 'gelu', initialization: 'he' }),
  softplus: quickLookWith({ activation: 'softplus', initialization: 'he' }),
  elu: quickLookWith({ activation: 'elu', initialization: 'he' }),
  tanh: quickLookWith({ activation: 'tanh', initialization: 'xavier' }),
  sigmoid: quickLookWith({ activation: 'sigmoid', initialization: 'xavier' }),
}

/** @param {string} file @returns {any} */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** @param {readonly string[]} words */
async function lab(words) {
  const { stdout } = await execute(process.execPath, [join(root, 'out/main/lab.js'), ...words], {
    maxBuffer: 1e8,
  })
  return stdout
}

/** @param {any} base @param {number} seed @param {string} library */
async function train(base, seed, library) {
  const file = join(library, 'design.json')
  const experiment = { ...base, plan: { ...base.plan, seed } }
  writeFileSync(file, JSON.stringify(experiment))
  const lines = await lab(['train', '--design', file, '--library', library, '--json'])
  const result = JSON.parse(lines.trim().split('\n').at(-1) ?? '{}')
  const { layers } = readJson(join(library, 'runs', result.id, 'curves.json'))
  return { accuracy: result.validationAccuracy ?? result.testAccuracy, layers }
}

/** @param {readonly (readonly number[])[]} columns @returns {[number, number]} */
function rangeOf(columns) {
  const values = columns.flat()
  return [Math.min(...values), Math.max(...values)].map((value) => Number(value.toPrecision(3)))
}

/** @param {string} name @param {string} library */
async function measure(name, library) {
  const { preset, iterations, design = {}, plan = {} } = CASES[name]
  const known = JSON.parse(await lab(['presets', '--json']))
  const { experiment } = known.find((/** @type {{ id: string }} */ { id }) => id === preset)
  const base = {
    ...experiment,
    design: { ...experiment.design, ...design },
    plan: { ...experiment.plan, ...plan, iterations },
  }
  const runs = []
  for (const seed of SEEDS) runs.push(await train(base, seed, library))
  const accuracies = runs.map(({ accuracy }) => accuracy)
  return {
    name,
    activation: base.design.activation,
    iterations,
    seeds: SEEDS,
    accuracy: rangeOf([accuracies]),
    mean: rangeOf(runs.flatMap(({ layers }) => layers.activationMean)),
    variance: rangeOf(runs.flatMap(({ layers }) => layers.activationVariance)),
  }
}

await runScript(async () => {
  await buildIfStale()
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CASES)
  const unknown = names.filter((name) => !(name in CASES))
  if (unknown.length > 0) throw new Error(`There are no cases ${unknown.join(', ')}.`)
  const library = mkdtempSync(join(tmpdir(), 'lens-'))
  try {
    for (const name of names) {
      const row = await measure(name, library)
      const others = readJson(TABLE).rows.filter((/** @type {{ name: string }} */ each) => each.name !== name)
      const rows = [...others, row].sort((a, b) => a.name.localeCompare(b.name, 'en'))
      writeFileSync(TABLE, `${JSON.stringify({ command: 'node scripts/measure-lens.mjs', rows }, null, 2)}\n`)
      process.stdout.write(`${JSON.stringify(row)}\n`)
    }
  } finally {
    rmSync(library, { recursive: true, force: true })
  }
})
