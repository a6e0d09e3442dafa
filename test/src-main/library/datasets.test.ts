import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { addDataset, removeDataset } from '../../../src-main/library/dataset-import/add-dataset'
import { DEFAULT_IMPORT } from '../../../src-main/library/dataset-import/prepared-data'
import { type Datasets, openDatasets } from '../../../src-main/library/datasets'
import { openLibrary } from '../../../src-main/library/library'
import { loadData } from '../../../src-main/trainer/data-files'
import { idxImages, idxLabels } from '../../helpers/idx-files'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
let root: string
let folder: string
let datasets: Datasets
beforeEach(async () => {
  root = await temporaryFolder()
  folder = join(root, 'letters')
  await mkdir(folder)
  datasets = openDatasets({ own: join(root, 'datasets'), fashionMnist: 'resources/fashion-mnist' })
})

const CLASSES = 47
const labelsOf = (count: number, classes = CLASSES): number[] =>
  Array.from({ length: count }, (_, at) => at % classes)
const grey = (image: number, pixel: number): number => (image * 7 + pixel * 3) % 256

async function writePart(
  part: 'train' | 't10k',
  labels: readonly number[],
  side = 28,
  pack = false,
): Promise<void> {
  const [suffix, packed] = pack ? ['.gz', gzipSync] : ['', (bytes: Uint8Array) => bytes]
  await writeFile(
    join(folder, `${part}-images-idx3-ubyte${suffix}`),
    packed(idxImages(labels.length, grey, side)),
  )
  await writeFile(join(folder, `${part}-labels-idx1-ubyte${suffix}`), packed(idxLabels(labels)))
}

const add = (name?: string, seed = DEFAULT_IMPORT.seed) => addDataset(folder, datasets, { seed, name })

test('47 classes become data of the library under their hash, and are read back byte for byte', async () => {
  await writePart('train', labelsOf(188), 28, true)
  await writePart('t10k', labelsOf(94))
  const { dataset, outcome } = await add('문자')
  expect(outcome).toBe('added')
  expect(dataset).toMatchObject({ name: '문자', side: 28, trainImages: 188, testImages: 94 })
  expect(dataset.classNames).toEqual(Array.from({ length: CLASSES }, (_, label) => String(label)))
  const { datasets: all, problems } = await datasets.list()
  expect(all.map(({ name }) => name)).toEqual(['Fashion-MNIST', '문자'])
  expect(problems).toEqual([])
  const data = await loadData(await datasets.placeOf(dataset.fingerprint))
  expect([...data.trainLabels]).toEqual(labelsOf(188))
  expect(data.testImages).toEqual(idxImages(94, grey).subarray(16))
})

test('the same data are added once, whatever they are called', async () => {
  await writePart('train', labelsOf(94))
  await writePart('t10k', labelsOf(47))
  const first = await add()
  const again = await add('another name')
  expect(again.outcome).toBe('known')
  expect(again.dataset).toEqual(first.dataset)
  expect(first.dataset.name).toBe('letters')
})

test('other data under a known name are refused, and Fashion-MNIST is known', async () => {
  await writePart('train', labelsOf(94))
  await add('Letters')
  await writePart('train', labelsOf(141))
  await expect(add('letters')).rejects.toThrow('There are data named “letters” already')
  const { dataset, outcome } = await addDataset('resources/fashion-mnist', datasets, DEFAULT_IMPORT)
  expect([dataset.fingerprint, outcome]).toEqual([FASHION_MNIST, 'known'])
})

describe('without a test part', () => {
  test('a share of every class is put aside, the same for the same seed', async () => {
    await writePart('train', labelsOf(90, 3), 32)
    const { data, dataset } = await add()
    expect(dataset).toMatchObject({ side: 32, trainImages: 72, testImages: 18, source: { splitSeed: 1 } })
    expect(labelsOf(3, 3).map((label) => data.test.labels.filter((found) => found === label).length)).toEqual(
      [6, 6, 6],
    )
    expect((await add()).dataset.fingerprint).toBe(dataset.fingerprint)
    expect((await add('another', 2)).dataset.fingerprint).not.toBe(dataset.fingerprint)
  })

  test('a class with one image is named', async () => {
    await writePart('train', [0, 0, 1, 1, 2])
    await writeFile(join(folder, 'classes.txt'), '고양이\n개\n새\n')
    await expect(add()).rejects.toThrow('the class “새” has one image, but needs two')
  })
})

describe('names of classes', () => {
  test('come from a list beside the files', async () => {
    await writePart('train', labelsOf(9, 3))
    await writeFile(join(folder, 'classes.txt'), '고양이\r\n개\r\n새\r\n\r\n')
    expect((await add()).dataset.classNames).toEqual(['고양이', '개', '새'])
  })

  test('come from the mapping of EMNIST, whose letters begin with 1 and lie on their side', async () => {
    const at = (name: string): string => join(folder, `emnist-letters-${name}`)
    await writeFile(
      at('train-images-idx3-ubyte'),
      idxImages(4, (_, pixel) => pixel % 256, 8),
    )
    await writeFile(at('train-labels-idx1-ubyte'), idxLabels([1, 2, 1, 2]))
    await writeFile(at('mapping.txt'), '1 65 97\n2 66 98\n')
    const { dataset, data } = await add()
    expect(dataset.classNames).toEqual(['A', 'B'])
    expect([...data.train.labels]).toEqual([0, 1])
    expect([...data.train.pixels.subarray(0, 3)]).toEqual([0, 8, 16])
  })

  test('a class without images is named', async () => {
    await writePart('train', [0, 1, 0, 1])
    await writeFile(join(folder, 'classes.txt'), 'cat\ndog\nbird\n')
    await expect(add()).rejects.toThrow('the class “bird” has no image to train on')
  })

  test('10,001 of them are too many', async () => {
    await writePart('train', [0, 1, 0, 1])
    await writeFile(
      join(folder, 'classes.txt'),
      Array.from({ length: 10_001 }, (_, at) => `c${at}`).join('\n'),
    )
    await expect(add()).rejects.toThrow(/10001 classes, but 2 to 256 are allowed|at most 65536 are allowed/)
  })
})

describe('a folder that cannot be used is named with its fault, and nothing is written', () => {
  const cases: readonly [string, () => Promise<unknown>, RegExp][] = [
    ['an empty folder', async () => undefined, /letters: it holds neither IDX files/],
    ['one class', () => writePart('train', [0, 0]), /it has 1 classes, but 2 to 256 are allowed/],
    ['images of 7 x 7', () => writePart('train', [0, 1, 0, 1], 7), /7 x 7 pixels, but must be square/],
    [
      'images without labels',
      () => writeFile(join(folder, 'train-images-idx3-ubyte'), idxImages(2)),
      /no IDX file with the labels/,
    ],
    ['only test images', () => writePart('t10k', labelsOf(94)), /no IDX files to train on/],
    [
      'a broken file',
      async () => {
        await writePart('train', labelsOf(94))
        await writeFile(join(folder, 'train-labels-idx1-ubyte'), 'hello')
      },
      /train-labels-idx1-ubyte: it has 5 bytes/,
    ],
    [
      'several data sets',
      async () => {
        await writePart('train', labelsOf(94))
        await writeFile(join(folder, 'emnist-digits-train-images-idx3-ubyte'), idxImages(2))
      },
      /several data sets/,
    ],
    [
      'a file',
      async () => (folder = join(root, 'datasets.txt')) && writeFile(folder, ''),
      /it is not a folder/,
    ],
    ['nothing there', async () => (folder = join(root, 'nowhere')), /it does not exist/],
  ]
  test.each(cases)('%s', async (_, prepare, fault) => {
    await prepare()
    await expect(add()).rejects.toThrow(fault)
    expect(await readdir(root)).not.toContain('datasets')
  })
})

test('a description that was changed is passed over with its fault, and data that were changed are refused', async () => {
  await writePart('train', labelsOf(94))
  const { dataset } = await add()
  const place = await datasets.placeOf(dataset.fingerprint)
  const labels = join(place.directory, 't10k-labels-idx1-ubyte')
  const bytes = await readFile(labels)
  bytes[8] = (bytes[8] ?? 0) === 0 ? 1 : 0
  await writeFile(labels, bytes)
  await expect(loadData(place)).rejects.toThrow('were changed')
  const file = join(place.directory, 'dataset.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace('"letters"', '"numbers"'))
  const { datasets: left, problems } = await datasets.list()
  expect(left).toHaveLength(1)
  expect(problems).toEqual([{ file, reason: 'It was changed since it was written.' }])
  await expect(datasets.placeOf(dataset.fingerprint)).rejects.toThrow('not on this computer')
})

describe('data that were damaged in the library are made whole by adding their folder again', () => {
  const damage = async (path: string): Promise<void> => {
    const bytes = await readFile(path)
    bytes[20] = (bytes[20] ?? 0) ^ 1
    await writeFile(path, bytes)
  }
  const damages: readonly [string, (place: (name: string) => string) => Promise<unknown>][] = [
    ['a description that is lost', (place) => rm(place('dataset.json'))],
    ['a description that was changed', (place) => writeFile(place('dataset.json'), '{}')],
    ['images that are lost', (place) => rm(place('train-images-idx3-ubyte'))],
    ['labels that are lost', (place) => rm(place('t10k-labels-idx1-ubyte'))],
    ['images of which a bit is wrong', (place) => damage(place('train-images-idx3-ubyte'))],
    [
      'a folder where a file was',
      async (place) => {
        await rm(place('train-labels-idx1-ubyte'))
        await mkdir(place('train-labels-idx1-ubyte'))
      },
    ],
    [
      'an empty folder',
      async (place) => {
        await rm(place(''), { recursive: true })
        await mkdir(place(''))
      },
    ],
  ]
  test.each(damages)('%s', async (_, harm) => {
    await writePart('train', labelsOf(94))
    await writePart('t10k', labelsOf(47))
    const { fingerprint } = (await add()).dataset
    await harm((name) => join(root, 'datasets', fingerprint, name))
    const again = await add()
    expect(again).toMatchObject({ outcome: 'mended', dataset: { fingerprint, name: 'letters' } })
    const data = await loadData(await datasets.placeOf(fingerprint))
    expect([...data.trainLabels]).toEqual(labelsOf(94))
    expect(await readdir(join(root, 'datasets'))).toEqual([fingerprint])
    expect((await add()).outcome).toBe('known')
  })

  test('the name that they had is kept where it can be read', async () => {
    await writePart('train', labelsOf(94))
    await writePart('t10k', labelsOf(47))
    const { fingerprint } = (await add('문자')).dataset
    await rm(join(root, 'datasets', fingerprint, 't10k-labels-idx1-ubyte'))
    expect(await add('numbers')).toMatchObject({ outcome: 'mended', dataset: { name: '문자' } })
  })
})

describe('the folder of data that a library keeps can be given to somebody else', () => {
  const given = async (): Promise<string> => {
    await writePart('train', labelsOf(9, 3))
    await writePart('t10k', labelsOf(3, 3))
    await writeFile(join(folder, 'classes.txt'), '고양이\n개\n새\n')
    const { fingerprint } = (await add('동물')).dataset
    folder = (await datasets.placeOf(fingerprint)).directory
    datasets = openDatasets({ own: join(root, 'elsewhere'), fashionMnist: 'resources/fashion-mnist' })
    return fingerprint
  }

  test('and brings its names along', async () => {
    const fingerprint = await given()
    const { dataset, outcome } = await add()
    expect(outcome).toBe('added')
    expect(dataset).toMatchObject({ fingerprint, name: '동물', classNames: ['고양이', '개', '새'] })
    expect(dataset.source?.folder).toBe('letters')
  })

  test('but not with images that were changed, or a description that was', async () => {
    await given()
    await writeFile(join(folder, 't10k-labels-idx1-ubyte'), idxLabels([0, 1, 1]))
    await expect(add()).rejects.toThrow(/The data in .* were changed: their SHA-256 is/)
    await writeFile(join(folder, 'dataset.json'), '{}')
    await expect(add()).rejects.toThrow(/^Cannot use .*dataset\.json: /)
    expect(await readdir(root)).not.toContain('elsewhere')
  })
})

test('data that are removed are gone whole, and Fashion-MNIST stays', async () => {
  await writePart('train', labelsOf(94))
  await writePart('t10k', labelsOf(47))
  const { fingerprint } = (await add()).dataset
  await removeDataset(fingerprint, datasets)
  expect(await readdir(join(root, 'datasets'))).toEqual([])
  await expect(removeDataset(fingerprint, datasets)).rejects.toThrow('not on this computer')
  await expect(removeDataset(FASHION_MNIST, datasets)).rejects.toThrow('Fashion-MNIST belongs to the lab')
})

test('what a killed addition left is removed when the library is opened, once it is nobody’s', async () => {
  const library = join(root, 'library')
  await (await openLibrary(library)).close()
  const [old, young] = ['~old.tmp', '~young.tmp'].map((name) => join(library, 'datasets', name))
  for (const path of [old, young]) await mkdir(path ?? '', { recursive: true })
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
  await utimes(old ?? '', twoHoursAgo, twoHoursAgo)
  await (await openLibrary(library)).close()
  expect(await readdir(join(library, 'datasets'))).toEqual(['~young.tmp'])
})
