import type { Model } from '../model'
import { ACTIVATION_CODE } from './activation-code'

const NORMALIZATION = `
      if (layer < LAYERS - 1) {
        const of = (name) => TENSORS[\`layers.\${layer}.norm.\${name}\`][column]
        sum = ((sum - of('running_mean')) / Math.sqrt(of('running_var') + EPSILON)) * of('gamma') + of('beta')
      }`

// JavaScript has no erf. Its series is good to 1e-9 up to 4, and beyond it is 1 to as many digits.
const ERF = `
function erf(x) {
  if (Math.abs(x) > 4) return Math.sign(x)
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17; n++) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}
`

/** A module of JavaScript for Node. */
export function javascriptProgram({ design, origin }: Model): string {
  const { activation, batchNormalization, hidden, input } = design
  return `// The network of run ${origin['run']} of Our Neural Network, in JavaScript. It reads model.safetensors beside it.
//
//     node classify.mjs t10k-images-idx3-ubyte.gz
//
// prints a class and its probability for every image of an IDX file. From a program of yours:
//
//     import { CLASSES, probabilities } from './classify.mjs'
//     probabilities(pixels) // ${input} bytes, row by row, 0 is black

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const LAYERS = ${hidden.length + 1}

/** The texts and the tensors of a file: the length of a header, the header, the numbers. */
function readSafetensors(path) {
  const data = new Uint8Array(readFileSync(path))
  const start = 8 + Number(new DataView(data.buffer).getBigUint64(0, true))
  const { __metadata__: texts, ...header } = JSON.parse(new TextDecoder().decode(data.subarray(8, start)))
  const tensors = Object.entries(header).map(([name, { data_offsets: [begin, end] }]) => [
    name,
    new Float32Array(data.slice(start + begin, start + end).buffer),
  ])
  return { texts, tensors: Object.fromEntries(tensors) }
}

const { texts: TEXTS, tensors: TENSORS } = readSafetensors(new URL('model.safetensors', import.meta.url))
export const CLASSES = JSON.parse(TEXTS.classes)
const MEAN = Number(TEXTS.pixel_mean)
const DIVISOR = Number(TEXTS.pixel_divisor)${batchNormalization ? '\nconst EPSILON = Number(TEXTS.normalization_epsilon)' : ''}
${activation === 'gelu' ? ERF : ''}
function activation(z) {
  return ${ACTIVATION_CODE[activation].javascript}
}

export function scores(pixels) {
  let x = Float32Array.from(pixels, (byte) => (byte - MEAN) / DIVISOR)
  for (let layer = 0; layer < LAYERS; layer++) {
    const weight = TENSORS[\`layers.\${layer}.weight\`]
    const bias = TENSORS[\`layers.\${layer}.bias\`]
    x = bias.map((start, column) => {
      let sum = start
      for (let row = 0; row < x.length; row++) sum += x[row] * weight[row * bias.length + column]${
        batchNormalization ? NORMALIZATION : ''
      }
      return layer < LAYERS - 1 ? activation(sum) : sum
    })
  }
  return x
}

export function probabilities(pixels) {
  const z = scores(pixels)
  const e = z.map((score) => Math.exp(score - Math.max(...z)))
  const sum = e.reduce((total, each) => total + each, 0)
  return e.map((each) => each / sum)
}

function readIdx(path) {
  const file = readFileSync(path)
  const data = file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file) : file
  const size = data.readUInt32BE(8) * data.readUInt32BE(12)
  return Array.from({ length: data.readUInt32BE(4) }, (_, image) =>
    data.subarray(16 + image * size, 16 + (image + 1) * size),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const image of readIdx(process.argv[2])) {
    const shares = probabilities(image)
    const best = shares.indexOf(Math.max(...shares))
    console.log(\`\${CLASSES[best]} \${shares[best].toFixed(4)}\`)
  }
}
`
}
