import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { classCounts } from '#shared/data/labels'
import { loadDataSet } from '../../../src-main/trainer/data-files'
import { idxImages, idxLabels } from '../../helpers/idx-files'

const real = 'resources/fashion-mnist'
const names = {
  trainImages: 'train-images-idx3-ubyte.gz',
  trainLabels: 'train-labels-idx1-ubyte.gz',
  testImages: 't10k-images-idx3-ubyte.gz',
  testLabels: 't10k-labels-idx1-ubyte.gz',
}
let directory: string

async function put(name: keyof typeof names, bytes: Uint8Array): Promise<void> {
  await writeFile(join(directory, names[name]), bytes)
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'data-files-'))
  await put('trainImages', gzipSync(idxImages(4)))
  await put('trainLabels', gzipSync(idxLabels([0, 1, 2, 9])))
  await put('testImages', gzipSync(idxImages(2)))
  await put('testLabels', gzipSync(idxLabels([3, 4])))
})
afterEach(() => rm(directory, { recursive: true, maxRetries: 10, force: true }))

describe('the real data set', () => {
  test('has 6,000 and 1,000 images of every class', async () => {
    const data = await loadDataSet(real)
    expect(data.trainImages).toHaveLength(60_000 * 784)
    expect(classCounts(data.trainLabels, 10)).toEqual(Array.from({ length: 10 }, () => 6000))
    expect(classCounts(data.testLabels, 10)).toEqual(Array.from({ length: 10 }, () => 1000))
  })
})

test('the fingerprint is the SHA-256 over the four unpacked files, however they were packed', async () => {
  const expected = createHash('sha256')
    .update(idxImages(4))
    .update(idxLabels([0, 1, 2, 9]))
    .update(idxImages(2))
    .update(idxLabels([3, 4]))
    .digest('hex')
  await put('testImages', gzipSync(idxImages(2), { level: 1 }))
  expect((await loadDataSet(directory)).fingerprint).toBe(expected)
})

describe('a bad file is named with its fault', () => {
  const images = idxImages(4)
  const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
    const copy = Uint8Array.from(bytes)
    copy[at] = value
    return copy
  }
  const cases: readonly [string, keyof typeof names, Uint8Array, RegExp][] = [
    ['cut gzip', 'trainImages', gzipSync(images).subarray(0, 40), /cut off in the middle/],
    ['not gzip', 'trainImages', Buffer.from('hello'), /not a whole gzip file/],
    ['empty file', 'testLabels', new Uint8Array(0), /cut off in the middle/],
    ['damaged gzip', 'trainImages', changed(gzipSync(images), 20, 255), /not a whole gzip file|cut off/],
    ['labels in place of images', 'testImages', gzipSync(idxLabels([1, 2])), /0x00000801|header alone/],
    ['images in place of labels', 'testLabels', gzipSync(images), /magic number is 0x00000803/],
    [
      'cut images',
      'trainImages',
      gzipSync(images.subarray(0, 1000)),
      /cut off: 4 images take 3152 bytes, but it has 1000/,
    ],
    [
      'more than announced',
      'testLabels',
      gzipSync(changed(idxLabels([1, 2, 3]), 7, 2)),
      /something follows its end/,
    ],
    ['huge count', 'trainImages', gzipSync(changed(images, 4, 255)), /says that it holds 42781/],
    ['other size', 'trainImages', gzipSync(changed(images, 11, 27)), /27 x 28 pixels/],
    ['too few labels', 'trainLabels', gzipSync(idxLabels([3])), /1 labels for 4 images/],
    ['only a header', 'testImages', gzipSync(images.subarray(0, 7)), /7 bytes, but the header alone has 16/],
    ['a bomb', 'testImages', gzipSync(new Uint8Array(90_000_000)), /larger than 16777216 bytes/],
  ]
  test.each(cases)('%s', async (_, name, bytes, fault) => {
    await put(name, bytes)
    const failure = loadDataSet(directory)
    await expect(failure).rejects.toThrow(fault)
    await expect(failure).rejects.toThrow(join(directory, names[name]))
  })

  test('missing', async () => {
    await rm(join(directory, names.testImages))
    await expect(loadDataSet(directory)).rejects.toThrow(
      `Cannot read ${join(directory, names.testImages)}: it does not exist.`,
    )
  })
})

test('an image that is cut out of the data carries no other with it', async () => {
  const { testImages } = await loadDataSet('resources/fashion-mnist')
  expect(testImages.slice(784, 2 * 784).buffer.byteLength).toBe(784)
})
