import type { Predictions } from './run-record'

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PADDING = 61
const NO_VALUE = 255
/** Value of each character by its code: a listing decodes thousands of records. */
const VALUES = new Uint8Array(128).fill(NO_VALUE)
for (let value = 0; value < BASE64.length; value++) VALUES[BASE64.charCodeAt(value)] = value

function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const given = Math.min(3, bytes.length - at)
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const letters = [18, 12, 6, 0].map((shift) => BASE64[(word >> shift) & 63])
    parts.push(
      letters
        .slice(0, given + 1)
        .join('')
        .padEnd(4, '='),
    )
  }
  return parts.join('')
}

function decodeBase64(text: string): Uint8Array {
  let end = text.length
  while (text.charCodeAt(end - 1) === PADDING) end -= 1
  const bytes = new Uint8Array(Math.floor((end * 6) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (let place = 0; place < end; place++) {
    const value = VALUES[text.charCodeAt(place)] ?? NO_VALUE
    if (value === NO_VALUE)
      throw new Error(`The predictions contain ${JSON.stringify(text[place])}, which is not base64.`)
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[at] = (bits >> held) & 255
    at += 1
  }
  return bytes
}

/** Most classes of which two fit into a byte. */
const MOST_IN_HALF_A_BYTE = 16

/** Bytes that predictions of so many images take. */
const packedLength = (images: number, bits: Predictions['bits']): number => Math.ceil((images * bits) / 8)

/** Packs predicted classes for a record: two to a byte, the first in the high bits; with more than sixteen classes one. */
export function packPredictions(classes: Uint8Array, classCount: number): Predictions {
  if (classCount > MOST_IN_HALF_A_BYTE) return { classCount, bits: 8, base64: encodeBase64(classes) }
  const bytes = new Uint8Array(packedLength(classes.length, 4))
  classes.forEach((value, image) => {
    bytes[image >> 1] |= image % 2 === 0 ? value << 4 : value
  })
  return { classCount, bits: 4, base64: encodeBase64(bytes) }
}

function unpackHalves(bytes: Uint8Array, images: number): Uint8Array {
  const classes = new Uint8Array(images)
  for (let image = 0; image < images; image++) {
    const byte = bytes[image >> 1] ?? 0
    classes[image] = image % 2 === 0 ? byte >> 4 : byte & 15
  }
  return classes
}

/** Predicted classes of a record, one byte each. A record does not say how many images there were: the data set does. */
export function unpackPredictions(predictions: Predictions, images: number): Uint8Array {
  const { bits } = predictions
  const bytes = decodeBase64(predictions.base64)
  if (bytes.length !== packedLength(images, bits)) {
    const found = (bytes.length * 8) / bits
    throw new Error(`The record predicts ${found} images, but the data set has ${images}.`)
  }
  const classes = bits === 8 ? bytes : unpackHalves(bytes, images)
  const wrong = classes.find((value) => value >= predictions.classCount)
  if (wrong !== undefined)
    throw new Error(`The record predicts class ${wrong}, but there are ${predictions.classCount}.`)
  return classes
}
