import { basename } from 'node:path'
import { LARGEST_IMAGE_FILE } from '#shared/data/image-check'
import { readImageHeader } from '#shared/data/image-header'
import { AUTOMATIC } from '#shared/data/picture/handles'
import { preprocess, SIDE } from '#shared/data/picture/preprocess'
import { DATA_LIMITS } from '#shared/experiment/data-shape'
import { errorMessage } from '../../base/error-message'
import { decodePicture } from '../../base/pictures/decode-picture'
import { pictureFault } from '../../base/pictures/picture-fault'
import { readWholeFile } from '../../base/read-file'
import { type ClassPictures, inOrder, listPictures } from './picture-listing'
import {
  checkClasses,
  checkImages,
  type ImportOptions,
  type LabelledImages,
  type PreparedData,
  splitOrKeep,
} from './prepared-data'

/** Files that are named beside the first that cannot be read, and pictures that are named as empty. */
const MOST_NAMED = 5

interface LabelledFile {
  readonly file: string
  readonly label: number
}

function labelled(classes: readonly ClassPictures[], names: readonly string[]): readonly LabelledFile[] {
  const labels = new Map(names.map((name, label) => [name, label]))
  return classes.flatMap(({ name, files }) => files.map((file) => ({ file, label: labels.get(name) ?? 0 })))
}

/** The names of all classes in their order. One that two folders of a part have comes twice, and is refused for it. */
function namesOf(...parts: readonly (readonly ClassPictures[])[]): readonly string[] {
  const all = parts.map((classes) => classes.map(({ name }) => name))
  const twice = all.flatMap((names) => names.filter((name, place) => names.indexOf(name) !== place))
  return [...new Set(all.flat()), ...twice].sort(inOrder)
}

const labelsOf = (files: readonly LabelledFile[]): Uint8Array => Uint8Array.from(files, ({ label }) => label)

const readPicture = async (file: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readWholeFile(file, LARGEST_IMAGE_FILE))

/** The side that all pictures have, where they are small squares of one size already; else that of Fashion-MNIST. */
async function commonSide(files: readonly LabelledFile[]): Promise<number> {
  const { from, to } = DATA_LIMITS.side
  let side: number | null = null
  for (const { file } of files) {
    const header = await readPicture(file).then(readImageHeader, () => null)
    // What cannot be read is told when its pixels are wanted.
    if (header === null) continue
    const { width, height } = header
    if (width !== height || width < from || width > to || width !== (side ?? width)) return SIDE
    side = width
  }
  return side ?? SIDE
}

/** The pixels of a picture as the network gets them; null where there is nothing in it. Throws a sentence. */
async function pixelsOf(file: string, side: number): Promise<Uint8Array | null> {
  const picture = await decodePicture(await readPicture(file))
  if (!picture.ok) throw new Error(`Cannot read ${file}: ${pictureFault(picture.fault)}`)
  const { final, isBlank, isReady } = preprocess(picture.image, AUTOMATIC, side)
  return isBlank && !isReady ? null : final.pixels
}

interface Reading {
  readonly side: number
  readonly empty: string[]
  readonly faults: { readonly file: string; readonly sentence: string }[]
  readonly onRead: () => void
}

async function readAll(
  files: readonly LabelledFile[],
  { side, empty, faults, onRead }: Reading,
): Promise<LabelledImages> {
  const size = side * side
  const pixels = new Uint8Array(files.length * size)
  const labels: number[] = []
  // One after the other: the largest picture takes a fifth of a gigabyte while it is decoded.
  for (const { file, label } of files) {
    try {
      const read = await pixelsOf(file, side)
      if (read === null) empty.push(file)
      else {
        pixels.set(read, labels.length * size)
        labels.push(label)
      }
    } catch (error) {
      faults.push({ file, sentence: errorMessage(error) })
    }
    onRead()
  }
  return { pixels: pixels.subarray(0, labels.length * size), labels: Uint8Array.from(labels) }
}

function refuseFaults(faults: Reading['faults']): void {
  const [first, ...others] = faults
  if (first === undefined) return
  if (others.length === 0) throw new Error(first.sentence)
  const named = others.slice(0, MOST_NAMED).map(({ file }) => basename(file))
  const names = others.length > named.length ? [...named, '…'] : named
  throw new Error(`${first.sentence} ${others.length} more pictures cannot be read: ${names.join(', ')}`)
}

function sentencesAbout(empty: readonly string[]): readonly string[] {
  const told = empty
    .slice(0, MOST_NAMED)
    .map((file) => `Passed over ${file}: there is nothing in this picture.`)
  const more = empty.length - told.length
  return more === 0 ? told : [...told, `Passed over ${more} more pictures with nothing in them.`]
}

/**
 * Reads a folder of pictures with a folder a class, each picture on the way that the Image page takes it. The pictures are read in
 * the order of their names, so that the same folder is the same data everywhere.
 */
export async function readPictureFolder(
  folder: string,
  { seed, side: wanted, onProgress }: ImportOptions,
): Promise<PreparedData> {
  const { train, test, passedOver } = await listPictures(folder)
  const classNames = namesOf(train, test ?? [])
  checkClasses(folder, classNames)
  const trainFiles = labelled(train, classNames)
  const testFiles = test === null ? null : labelled(test, classNames)
  checkImages(folder, classNames, labelsOf(trainFiles), testFiles === null ? null : labelsOf(testFiles))

  const all = [...trainFiles, ...(testFiles ?? [])]
  const side = wanted ?? (await commonSide(all))
  let done = 0
  const onRead = (): void => {
    done += 1
    onProgress?.(done, all.length)
  }
  const reading: Reading = { side, empty: [], faults: [], onRead }
  const images = {
    train: await readAll(trainFiles, reading),
    test: testFiles === null ? null : await readAll(testFiles, reading),
  }
  refuseFaults(reading.faults)
  const { splitSeed, ...split } = splitOrKeep(folder, { side, classNames, ...images }, seed)
  return {
    side,
    classNames,
    ...split,
    source: { kind: 'pictures', folder: basename(folder), splitSeed },
    passedOver: [...passedOver, ...sentencesAbout(reading.empty)],
  }
}
