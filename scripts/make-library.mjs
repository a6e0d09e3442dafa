// Makes a library of invented runs, for tests and for measuring: node scripts/make-library.mjs DIR [--runs 10000] [--points 100]
// The numbers follow from the number of the run alone, so that two libraries of one size are the same.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { isMainModule, runScript } from './main-module.mjs'
import { root } from './stale.mjs'

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const FIRST_START = Date.UTC(2026, 0, 1)
const TEST_IMAGES = 10_000
/** Their predictions are about the real test images. */
const FASHION_MNIST = '14410854cf7a289477dcfc7df3f8ec24741e281cdcc425ede0d9a748ca630214'
const SEEDS = 5

const WIDTHS = [
  [256, 64],
  [512, 256, 128],
  [256, 128],
  [128, 32],
  [300, 150, 70],
  [100],
  [512, 128],
  [64, 64, 64, 64],
]
const FAMILIES = [
  {
    activation: 'selu',
    initialization: 'lecun',
    dropout: { kind: 'alpha', ratio: 0.25 },
    batchNormalization: false,
    skill: 0.9,
  },
  {
    activation: 'selu',
    initialization: 'lecun',
    dropout: { kind: 'alpha', ratio: 0.1 },
    batchNormalization: false,
    skill: 0.902,
  },
  {
    activation: 'relu',
    initialization: 'he',
    dropout: { kind: 'dropout', ratio: 0.3 },
    batchNormalization: false,
    skill: 0.895,
  },
  {
    activation: 'elu',
    initialization: 'he',
    dropout: { kind: 'none', ratio: 0 },
    batchNormalization: true,
    skill: 0.893,
  },
  {
    activation: 'gelu',
    initialization: 'he',
    dropout: { kind: 'none', ratio: 0 },
    batchNormalization: false,
    skill: 0.89,
  },
  {
    activation: 'sigmoid',
    initialization: 'xavier',
    dropout: { kind: 'none', ratio: 0 },
    batchNormalization: true,
    skill: 0.85,
  },
]
const OPTIMIZERS = [
  { optimizer: { kind: 'momentum', momentum: 0.9 }, rates: [0.1, 0.3, 0.03] },
  { optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, rates: [0.001, 0.003] },
  {
    optimizer: { kind: 'nadam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004 },
    rates: [0.001],
  },
  { optimizer: { kind: 'sgd' }, rates: [0.1, 0.5] },
]
const DECAYS = [0, 2e-6, 1e-5, 1e-4]
const BATCHES = [512, 256, 1024]
const AUTHORS = ['Ada', 'Grace', '민준', '서연']
const ENDS = [...Array(7).fill('completed'), 'stopped', 'diverged', 'interrupted']

/** A small generator of numbers in [0, 1) from a seed. */
function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function base32(value, length) {
  let text = ''
  for (let rest = BigInt(value); text.length < length; rest >>= 5n)
    text = CROCKFORD[Number(rest & 31n)] + text
  return text
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${members.join(',')}}`
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const rounded = (value, digits = 6) => Number(value.toFixed(digits))

function testLabels() {
  const file = join(root, 'resources/fashion-mnist/t10k-labels-idx1-ubyte.gz')
  return gunzipSync(readFileSync(file)).subarray(8)
}

/** Predicted classes of a run of that skill: hard images are hard for every run, so that runs differ in few images. */
function predictionsOf(labels, skill, random) {
  const packed = Buffer.alloc(TEST_IMAGES / 2)
  const hardness = randomFrom(7)
  let correct = 0
  for (let image = 0; image < TEST_IMAGES; image += 1) {
    const wrong = hardness() + (random() - 0.5) * 0.06 > skill
    const label = labels[image]
    const predicted = wrong ? (label + 1 + Math.floor(random() * 9)) % 10 : label
    if (!wrong) correct += 1
    packed[image >> 1] |= image % 2 === 0 ? predicted << 4 : predicted
  }
  return {
    accuracy: correct / TEST_IMAGES,
    predictions: { classCount: 10, bits: 4, base64: packed.toString('base64') },
  }
}

const pick = (list, number) => list[number % list.length]

function experimentOf(number) {
  const setting = Math.floor(number / SEEDS)
  const { skill: _, ...family } = pick(FAMILIES, setting)
  const { optimizer, rates } = pick(OPTIMIZERS, Math.floor(setting / 7))
  return {
    format: 'our-neural-network/experiment',
    version: 1,
    design: {
      input: 784,
      hidden: pick(WIDTHS, Math.floor(setting / 3)),
      output: 10,
      initializationDraw: 'normal',
      ...family,
    },
    plan: {
      seed: 1 + (number % SEEDS),
      scaling: 'standardize',
      validationShare: 0.2,
      iterations: pick([10_000, 5_000, 2_000], Math.floor(setting / 11)),
      batchSize: pick(BATCHES, Math.floor(setting / 5)),
      sampling: 'permutation',
      optimizer,
      learningRate: pick(rates, Math.floor(setting / 2)),
      schedule: { kind: 'one-cycle', up: 0.5, start: 0, end: 0, tail: 0, final: 0 },
      weightDecay: pick(DECAYS, Math.floor(setting / 13)),
      labelSmoothing: 0,
      gradientClipping: 0,
      augmentation: { shift: 0, flip: false },
      averaging: 0,
      earlyStopping: 0,
      evaluateEvery: 0,
    },
  }
}

function curvesOf(id, { accuracy, iterations, points, learningRate, seconds }, random) {
  const iteration = Array.from({ length: points }, (_, point) =>
    Math.round(((point + 1) * iterations) / points),
  )
  const rise = (at, top) => top * (1 - Math.exp((-5 * at) / iterations)) + (random() - 0.5) * 0.02
  const at = (value) => iteration.map((step) => rounded(value(step)))
  return {
    format: 'our-neural-network/curves',
    version: 1,
    id,
    training: {
      iteration,
      loss: at((step) => 2.3 * Math.exp((-4 * step) / iterations) + 0.15 + random() * 0.05),
      accuracy: at((step) => rise(step, accuracy + 0.04)),
      learningRate: at((step) => learningRate * (1 - Math.abs((2 * step) / iterations - 1))),
    },
    validation: {
      iteration,
      loss: at((step) => 2.2 * Math.exp((-4 * step) / iterations) + 0.3 + random() * 0.02),
      accuracy: at((step) => rise(step, accuracy)),
    },
    layers: {
      iteration: [],
      preactivationMean: [],
      preactivationVariance: [],
      activationMean: [],
      activationVariance: [],
    },
    seconds: iteration.map((step) => rounded((seconds * step) / iterations, 3)),
  }
}

function parametersOf({ input, hidden, output, batchNormalization }) {
  const widths = [input, ...hidden, output]
  const norm = batchNormalization ? 2 * hidden.reduce((sum, width) => sum + width, 0) : 0
  return norm + widths.slice(1).reduce((sum, width, layer) => sum + (widths[layer] + 1) * width, 0)
}

/** The identity of an invented experiment: its fields at their neutral values are left out (docs/formats.md, "Identity"). */
function identityOf({ design, plan }, data, arithmetic) {
  const { input, hidden, output, activation, initialization, batchNormalization, dropout } = design
  const { seed, scaling, validationShare, iterations, batchSize, optimizer, learningRate, weightDecay } = plan
  const { kind, up } = plan.schedule
  return sha256(
    canonical({
      arithmetic,
      data,
      design: {
        ...{ input, hidden, output, activation, initialization },
        ...(batchNormalization ? { batchNormalization } : {}),
        ...(dropout.kind === 'none' ? {} : { dropout }),
      },
      plan: {
        ...{ seed, scaling, validationShare, iterations, batchSize, optimizer, learningRate },
        schedule: { kind, up },
        ...(weightDecay === 0 ? {} : { weightDecay }),
      },
    }),
  )
}

/** Record and curves of the run with that number. */
export function inventedRun(number, { labels, points }) {
  const random = randomFrom(number + 1)
  const experiment = experimentOf(number)
  const { design, plan } = experiment
  const started = FIRST_START + number * 1_800_000
  const id = base32(started, 10) + base32(BigInt(`0x${sha256(String(number)).slice(0, 20)}`), 16)
  const stopReason = pick(ENDS, Math.floor(random() * ENDS.length))
  const isWhole = stopReason === 'completed'
  const iterations = isWhole ? plan.iterations : Math.max(1, Math.round(plan.iterations * random()))
  const luck = (random() - 0.5) * 0.006
  const skill =
    pick(FAMILIES, Math.floor(number / SEEDS)).skill - 0.02 * random() * (isWhole ? 0.2 : 1) + luck
  const { accuracy, predictions } = predictionsOf(labels, stopReason === 'diverged' ? 0.1 : skill, random)
  const seconds = rounded((iterations * plan.batchSize * parametersOf(design)) / 2.2e9, 3)
  const curves = curvesOf(
    id,
    { accuracy, iterations, points, learningRate: plan.learningRate, seconds },
    random,
  )
  const validation = Math.round((accuracy + (random() - 0.5) * 0.004) * 12_000) / 12_000
  const record = {
    format: 'our-neural-network/run',
    version: 1,
    id,
    experiment,
    identity: identityOf(experiment, FASHION_MNIST, 'f32-fma-1'),
    data: FASHION_MNIST,
    arithmetic: 'f32-fma-1',
    engine: { name: 'wasm', threads: 1 },
    machine: {
      cores: 4,
      model: pick(['Invented i5', 'Invented M2'], number),
      platform: 'linux',
      calibration: 100 + (number % 2) * 60,
    },
    author: pick(AUTHORS, Math.floor(number / 17)),
    startedAt: new Date(started).toISOString(),
    seconds,
    parameters: parametersOf(design),
    plannedIterations: plan.iterations,
    iterations,
    stopReason,
    divergence: stopReason === 'diverged' ? { iteration: iterations, layer: 'layers.1' } : null,
    keptWeights: 'last',
    trainAccuracy: Math.round(Math.min(1, accuracy + 0.05 * random()) * 48_000) / 48_000,
    validationAccuracy: validation,
    testAccuracy: accuracy,
    // A wrong answer costs ln 2 at least.
    trainLoss: rounded(2.3 * (1 - accuracy) + random() * 0.05),
    validationLoss: rounded(2.6 * (1 - accuracy) + random() * 0.1),
    testLoss: rounded(2.7 * (1 - accuracy) + random() * 0.1),
    weightsSha256: null,
    curvesSha256: sha256(canonical(curves)),
    predictions,
    parent: null,
  }
  return { record, curves }
}

/** Writes a library of that many invented runs. @param {string} directory @param {{ runs?: number, points?: number }} [size] */
export function makeLibrary(directory, { runs = 10_000, points = 100 } = {}) {
  const labels = testLabels()
  for (let number = 0; number < runs; number += 1) {
    const { record, curves } = inventedRun(number, { labels, points })
    const folder = join(directory, 'runs', record.id)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'curves.json'), `${JSON.stringify(curves)}\n`)
    writeFileSync(join(folder, 'record.json'), `${JSON.stringify(record, null, 2)}\n`)
  }
}

if (isMainModule(import.meta.url)) {
  await runScript(async () => {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { runs: { type: 'string', default: '10000' }, points: { type: 'string', default: '100' } },
    })
    const [directory] = positionals
    if (directory === undefined)
      throw new Error('Say where: node scripts/make-library.mjs DIR [--runs 10000] [--points 100]')
    makeLibrary(directory, { runs: Number(values.runs), points: Number(values.points) })
    process.stdout.write(`${values.runs} runs in ${directory}\n`)
  })
}
