import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { root } from './stale.mjs'

// How far test images lie from the nearest training image: node scripts/measure-distances.mjs
// The Image page judges by this table whether a picture is far from all that the network was trained on. Takes a minute a core.

const TABLE = join(root, 'src-shared/evaluation/usual-distances.json')
const PIXELS = 784
/** Every so many test images are measured. */
const STRIDE = 5
const PERCENTS = [0, 1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 99.5, 100]

/** @param {string} part */
function readImages(part) {
  const file = join(root, 'resources/fashion-mnist', `${part}-images-idx3-ubyte.gz`)
  return gunzipSync(readFileSync(file)).subarray(16)
}

/**
 * The least sum of squared differences between a test image and any training image.
 * @param {Uint8Array} train @param {Uint8Array} test @param {number} number
 */
function leastSquares(train, test, number) {
  let least = Infinity
  for (let image = 0; image < train.length; image += PIXELS) {
    let sum = 0
    for (let row = 0; row < PIXELS && sum < least; row += 28) {
      for (let pixel = row; pixel < row + 28; pixel += 1) {
        const difference = train[image + pixel] - test[number * PIXELS + pixel]
        sum += difference * difference
      }
    }
    if (sum < least) least = sum
  }
  return least
}

/** @param {number} share @param {number} shares @returns {Promise<number[]>} */
function measureShare(share, shares) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { share, shares } })
    worker.on('message', resolve)
    worker.on('error', reject)
  })
}

if (isMainThread) {
  const shares = availableParallelism()
  const measured = await Promise.all(
    Array.from({ length: shares }, (_, share) => measureShare(share, shares)),
  )
  // Brightness from 0 to 1, so that a distance does not depend on how a pixel is stored.
  const distances = measured
    .flat()
    .map((squares) => Math.sqrt(squares) / 255)
    .sort((a, b) => a - b)
  const quantiles = PERCENTS.map((percent) => {
    const at = Math.round((percent / 100) * (distances.length - 1))
    return { percent, distance: Number(distances[at].toPrecision(4)) }
  })
  const table = {
    command: 'node scripts/measure-distances.mjs',
    testImages: distances.length,
    trainImages: 60_000,
    quantiles,
  }
  writeFileSync(TABLE, `${JSON.stringify(table, null, 2)}\n`)
} else {
  const [train, test] = [readImages('train'), readImages('t10k')]
  const { share, shares } = workerData
  const squares = []
  for (let number = share * STRIDE; number < test.length / PIXELS; number += shares * STRIDE)
    squares.push(leastSquares(train, test, number))
  parentPort?.postMessage(squares)
}
