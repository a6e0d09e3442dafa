import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { addDataset } from '../../../src-main/library/dataset-import/add-dataset'
import { DEFAULT_IMPORT, type ImportOptions } from '../../../src-main/library/dataset-import/prepared-data'
import { type Datasets, openDatasets } from '../../../src-main/library/datasets'
import { colourPng, greyPng, plainPng } from '../../helpers/png'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
let root: string
let folder: string
let datasets: Datasets
beforeEach(async () => {
  root = await temporaryFolder()
  folder = join(root, 'pets')
  datasets = openDatasets({ own: join(root, 'datasets'), fashionMnist: 'resources/fashion-mnist' })
})

const add = (options: Partial<ImportOptions> & { readonly name?: string } = {}) =>
  addDataset(folder, datasets, { ...DEFAULT_IMPORT, ...options })

/** Pixels that no other picture has. */
const pixelsOf = (picture: number, side: number): Uint8Array =>
  Uint8Array.from({ length: side * side }, (_, at) => (picture * 37 + at * 5) % 256)

async function write(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = join(folder, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, bytes)
}

/** So many grey pictures in the folder of a class, numbered on. */
async function writeClass(name: string, count: number, first: number, side = 32): Promise<void> {
  for (let at = 0; at < count; at += 1)
    await write(join(name, `${at}.png`), greyPng(pixelsOf(first + at, side), side))
}

const shirt = colourPng(60, 90, (x, y) =>
  x > 10 && x < 50 && y > 20 && y < 80 ? [30, 60, 90 + (x % 40), 255] : [250, 250, 250, 255],
)

test('three folders with Korean names become three classes, the pictures as they are, split by seed and class', async () => {
  await writeClass('새', 5, 10)
  await writeClass('고양이', 10, 20)
  await writeClass('개', 5, 30)
  await write('.DS_Store', 'x')
  await write('개/Thumbs.db', 'x')
  const { dataset, data } = await add()
  expect(dataset).toMatchObject({
    name: 'pets',
    side: 32,
    classNames: ['개', '고양이', '새'],
    trainImages: 16,
    testImages: 4,
    source: { kind: 'pictures', folder: 'pets', splitSeed: 1 },
  })
  expect([...data.test.labels]).toEqual([0, 1, 1, 2])
  expect(data.passedOver).toEqual([])
  // Every picture is there once, byte for byte.
  const size = 32 * 32
  const stored = [data.train.pixels, data.test.pixels].flatMap((pixels) =>
    Array.from({ length: pixels.length / size }, (_, at) => pixels.slice(at * size, (at + 1) * size).join()),
  )
  const written = [...Array(5).keys()]
    .flatMap((at) => [10 + at, 30 + at])
    .concat([...Array(10).keys()].map((at) => 20 + at))
  expect(stored.sort()).toEqual(written.map((picture) => pixelsOf(picture, 32).join()).sort())
  expect((await add()).outcome).toBe('known')
  expect((await add({ name: 'others', seed: 2, side: 28 })).dataset.side).toBe(28)
})

test('names that differ in their Unicode form alone are one class, whichever the disk has', async () => {
  await writeClass('고양이'.normalize('NFD'), 2, 0)
  await writeClass('Äpfel'.normalize('NFD'), 2, 4)
  expect((await add()).dataset.classNames).toEqual(['Äpfel', '고양이'])
  await writeClass('고양이'.normalize('NFC'), 2, 8)
  await expect(add()).rejects.toThrow('two classes are called “고양이”')
})

test('folders called train and test are the parts, and a class called train is one among others', async () => {
  await writeClass('train/cat', 2, 0)
  await writeClass('train/dog', 2, 4)
  await writeClass('Test/dog', 3, 8)
  await write('readme.txt', 'hello')
  const { dataset, data } = await add()
  expect(dataset).toMatchObject({ classNames: ['cat', 'dog'], trainImages: 4, testImages: 3 })
  expect(dataset.source?.splitSeed).toBeNull()
  expect(data.passedOver).toEqual([
    `Passed over ${join(folder, 'readme.txt')}: it lies beside the folders of the classes.`,
  ])

  folder = join(root, 'vehicles')
  await writeClass('train', 2, 0)
  await writeClass('bus', 2, 4)
  expect((await add()).dataset.classNames).toEqual(['bus', 'train'])
})

test('photographs become 28x28 on the way of the Image page, or as large as one says; an empty picture is passed over', async () => {
  for (const name of ['a', 'b']) for (const file of ['1.png', '2.png']) await write(join(name, file), shirt)
  await write('b/empty.png', plainPng(40, 40, 200))
  const told: number[] = []
  const { dataset, data } = await add({ onProgress: (done, all) => told.push(done / all) })
  expect(dataset).toMatchObject({ side: 28, trainImages: 2, testImages: 2 })
  expect(told).toEqual([0.2, 0.4, 0.6, 0.8, 1])
  expect(data.passedOver).toEqual([
    `Passed over ${join(folder, 'b', 'empty.png')}: there is nothing in this picture.`,
  ])
  // Bright on black, and in the middle.
  const [corner, middle] = [data.train.pixels[0] ?? 255, data.train.pixels[14 * 28 + 14] ?? 0]
  expect(corner).toBeLessThan(10)
  expect(middle).toBeGreaterThan(100)
  expect((await add({ name: 'large', side: 64 })).dataset.side).toBe(64)
})

describe('a folder that cannot be used is named with its fault, and nothing is written', () => {
  const two = async (): Promise<void> => {
    await writeClass('cat', 2, 0)
    await writeClass('dog', 2, 4)
  }
  const cases: readonly [string, () => Promise<unknown>, RegExp][] = [
    [
      'a broken picture',
      () => write('dog/1.png', greyPng(pixelsOf(1, 32), 32).slice(0, 100)),
      /^Cannot read .*pets.dog.1\.png: it is damaged: its end is missing\.$/,
    ],
    [
      'three broken pictures and a text',
      async () => {
        for (const name of ['0', '1']) await write(`cat/${name}.png`, Buffer.from('hello'))
        await write('dog/notes.txt', 'hello, this is a text')
        await write('dog/9.png', '')
      },
      /^Cannot read .*cat.0\.png: it is .* 3 more pictures cannot be read: 1\.png, 9\.png, notes\.txt$/,
    ],
    ['an empty class', () => mkdir(join(folder, 'bird')), /the class “bird” has no image to train on/],
    [
      'a class with one picture',
      () => writeClass('bird', 1, 9),
      /the class “bird” has one image, but needs two/,
    ],
    [
      'more classes than a label can name',
      async () => {
        for (let at = 0; at < 255; at += 1) await mkdir(join(folder, `class ${at}`))
      },
      /it has 257 classes, but 2 to 256 are allowed/,
    ],
    [
      'a folder in a class',
      () => writeClass('dog/small', 1, 9),
      /dog.small: it is a folder in the folder of a class/,
    ],
    [
      'a link',
      () => symlink('/etc/passwd', join(folder, 'dog', 'x.png')),
      /dog.x\.png: it is a link to another place/,
    ],
    [
      'a picture that is too large',
      () => write('dog/large.png', plainPng(12_000, 9_000, 9)),
      /dog.large\.png: it is 12000 x 9000 pixels, but at most \d+ in all are read/,
    ],
  ]
  test.each(cases)('%s', async (_, spoil, fault) => {
    await two()
    await spoil()
    await expect(add()).rejects.toThrow(fault)
    expect(await readdir(root)).not.toContain('datasets')
  })

  test('pictures without folders of classes', async () => {
    await write('1.png', greyPng(pixelsOf(1, 32), 32))
    await expect(add()).rejects.toThrow('nor a folder of pictures for each class')
  })
})
