import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseIdxImages, parseIdxLabels } from '#shared/data/idx'
import { errorMessage } from '../../base/error-message'
import { fileError } from '../../base/file-errors'
import { readIdxFile } from '../../base/read-idx-file'
import { MAPPING, NAME_LISTS, readMapping, readNameList } from './class-names'
import {
  checkClasses,
  type ImportOptions,
  type LabelledImages,
  type PreparedData,
  splitOrKeep,
} from './prepared-data'

/** `train-images-idx3-ubyte.gz`, `t10k-labels.idx1-ubyte`, `emnist-balanced-test-images-idx3-ubyte`. */
const IDX_NAME = /^(.*?)(train|t10k|test)[-._](images|labels)[-._]idx[13][-._]ubyte(\.gz)?$/i

interface IdxFile {
  readonly prefix: string
  readonly part: 'train' | 'test'
  readonly kind: 'images' | 'labels'
  readonly name: string
}

function idxFile(name: string): IdxFile | null {
  const [, prefix, part, kind] = IDX_NAME.exec(name) ?? []
  if (prefix === undefined || part === undefined || kind === undefined) return null
  return {
    prefix: prefix.toLowerCase(),
    part: part.toLowerCase() === 'train' ? 'train' : 'test',
    kind: kind.toLowerCase() === 'images' ? 'images' : 'labels',
    name,
  }
}

async function fileNames(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  } catch (error) {
    throw fileError('read', folder, error)
  }
}

/** Whether the names in a folder are those of IDX files. */
export function hasIdxFiles(names: readonly string[]): boolean {
  return names.some((name) => idxFile(name) !== null)
}

interface Part {
  readonly side: number
  readonly images: LabelledImages
}

function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new Error(`Cannot read ${path}: ${errorMessage(error)}`)
  }
}

async function readPart(
  folder: string,
  files: readonly IdxFile[],
  part: IdxFile['part'],
): Promise<Part | null> {
  const ofPart = files.filter((file) => file.part === part)
  if (ofPart.length === 0) return null
  // Unpacked files are read before packed ones of the same name.
  const pathOf = (kind: IdxFile['kind']): string => {
    const [found] = ofPart.filter((file) => file.kind === kind).sort((a, b) => a.name.length - b.name.length)
    if (found === undefined)
      throw new Error(`Cannot use ${folder}: it has no IDX file with the ${kind} of the ${part} part.`)
    return join(folder, found.name)
  }
  const [imagesPath, labelsPath] = [pathOf('images'), pathOf('labels')]
  const [imageBytes, labelBytes] = [await readIdxFile(imagesPath), await readIdxFile(labelsPath)]
  const { count, side, pixels } = parsed(imagesPath, () => parseIdxImages(imageBytes))
  const labels = parsed(labelsPath, () => parseIdxLabels(labelBytes))
  if (labels.length !== count)
    throw new Error(`Cannot read ${labelsPath}: it has ${labels.length} labels for ${count} images.`)
  return { side, images: { pixels, labels } }
}

async function namesFor(
  folder: string,
  prefix: string,
  names: readonly string[],
): Promise<ReadonlyMap<number, string> | null> {
  const list = names.find((name) => NAME_LISTS.includes(name.toLowerCase()))
  if (list !== undefined) return readNameList(join(folder, list))
  const mapping = names.find((name) => name.toLowerCase().startsWith(prefix) && MAPPING.test(name))
  return mapping === undefined ? null : readMapping(join(folder, mapping))
}

/** The labels that stand for classes, ascending: those with a name, or else those that some image has. */
function usedLabels(parts: readonly Part[], names: ReadonlyMap<number, string> | null): readonly number[] {
  if (names !== null) return [...names.keys()].sort((a, b) => a - b)
  const used = new Set<number>()
  for (const { images } of parts) for (const label of images.labels) used.add(label)
  return [...used].sort((a, b) => a - b)
}

/** Labels without gaps: some data sets begin with 1, as EMNIST's letters do. */
function relabelled(
  { pixels, labels }: LabelledImages,
  used: readonly number[],
  folder: string,
): LabelledImages {
  const places = new Map(used.map((label, place) => [label, place]))
  const next = labels.map((label, image) => {
    const place = places.get(label)
    if (place === undefined)
      throw new Error(`Cannot use ${folder}: image ${image} has label ${label}, for which there is no name.`)
    return place
  })
  return { pixels, labels: next }
}

/** EMNIST's images lie on their side in its files: rows and columns are exchanged. */
function turned({ pixels, labels }: LabelledImages, side: number): LabelledImages {
  const next = new Uint8Array(pixels.length)
  const size = side * side
  for (let at = 0; at < pixels.length; at += size)
    for (let y = 0; y < side; y += 1)
      for (let x = 0; x < side; x += 1) next[at + y * side + x] = pixels[at + x * side + y] ?? 0
  return { pixels: next, labels }
}

/**
 * Reads a folder of IDX files, packed or not: MNIST, Fashion-MNIST, KMNIST, EMNIST and whatever is named like them.
 *
 * @param given names of the classes by their labels, where they are known; else a file in the folder may say them
 */
export async function readIdxFolder(
  folder: string,
  { seed }: Pick<ImportOptions, 'seed'>,
  given?: ReadonlyMap<number, string>,
): Promise<PreparedData> {
  const names = await fileNames(folder)
  const files = names.map(idxFile).filter((file) => file !== null)
  const prefixes = [...new Set(files.map(({ prefix }) => prefix))]
  const [prefix = ''] = prefixes
  if (prefixes.length > 1)
    throw new Error(
      `Cannot use ${folder}: it holds several data sets (${prefixes.join(', ')}). Put the files of one into a folder of its own.`,
    )
  const train = await readPart(folder, files, 'train')
  if (train === null) throw new Error(`Cannot use ${folder}: it has no IDX files to train on.`)
  const test = await readPart(folder, files, 'test')
  const { side } = train
  if (test !== null && test.side !== side)
    throw new Error(
      `Cannot use ${folder}: its images to train on are ${side} x ${side} pixels, its test images ${test.side} x ${test.side}.`,
    )
  const known = given ?? (await namesFor(folder, prefix, names))
  const used = usedLabels(test === null ? [train] : [train, test], known)
  const classNames = used.map((label) => known?.get(label) ?? String(label))
  checkClasses(folder, classNames)
  const made = ({ images }: Part): LabelledImages => {
    const plain = relabelled(images, used, folder)
    return prefix.startsWith('emnist') ? turned(plain, side) : plain
  }
  const parts = { side, classNames, train: made(train), test: test === null ? null : made(test) }
  const { splitSeed, ...split } = splitOrKeep(folder, parts, seed)
  return {
    side,
    classNames,
    ...split,
    source: { kind: 'idx', folder: basename(folder), splitSeed },
    passedOver: [],
  }
}
