import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileError } from '../../base/file-errors'
import { checkClassCount } from './prepared-data'

/** The pictures of one class, by their paths. */
export interface ClassPictures {
  readonly name: string
  readonly files: readonly string[]
}

/** Which pictures a folder has, before any is read. */
export interface PictureListing {
  readonly train: readonly ClassPictures[]
  /** null where the folder has no part of its own to test with. */
  readonly test: readonly ClassPictures[] | null
  /** What was passed over, and why; a sentence each. */
  readonly passedOver: readonly string[]
}

/** What systems and archives leave in folders without anybody's wish. */
const SYSTEM_NAMES = new Set(['thumbs.db', 'desktop.ini', 'ehthumbs.db', '__macosx'])

/** Sentences about single files beside the classes; of more only their number is told. */
const MOST_TOLD = 5

const isHidden = (name: string): boolean => name.startsWith('.') || SYSTEM_NAMES.has(name.toLowerCase())

/** The order of UTF-16 units: no language of a computer changes it, and with it the numbers of the classes. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError('read', folder, error)
  })
  const seen = entries.filter(({ name }) => !isHidden(name)).sort((a, b) => inOrder(a.name, b.name))
  const link = seen.find((entry) => entry.isSymbolicLink())
  if (link !== undefined)
    throw new Error(
      `Cannot use ${join(folder, link.name)}: it is a link to another place. Put the files themselves into the folder.`,
    )
  return seen
}

async function picturesOf(folder: string): Promise<readonly string[]> {
  const entries = await entriesOf(folder)
  const nested = entries.find((entry) => entry.isDirectory())
  if (nested !== undefined)
    throw new Error(
      `Cannot use ${join(folder, nested.name)}: it is a folder in the folder of a class. Each class has one folder with its pictures in it; folders called train and test may be around them.`,
    )
  return entries.map(({ name }) => join(folder, name))
}

interface Classes {
  readonly classes: readonly ClassPictures[]
  /** Names of files that lie beside the folders of the classes. */
  readonly beside: readonly string[]
}

async function classesOf(folder: string): Promise<Classes> {
  const entries = await entriesOf(folder)
  const classes: ClassPictures[] = []
  const folders = entries.filter((each) => each.isDirectory())
  // Before ten thousand of them are looked into; a part may have fewer classes than the whole.
  checkClassCount(folder, folders.length, 0)
  for (const entry of folders) {
    const name = entry.name.normalize('NFC').trim()
    if (name === '') throw new Error(`Cannot use ${folder}: the name of a class folder is only spaces.`)
    classes.push({ name, files: await picturesOf(join(folder, entry.name)) })
  }
  classes.sort((a, b) => inOrder(a.name, b.name))
  const beside = entries.filter((each) => !each.isDirectory()).map(({ name }) => join(folder, name))
  return { classes, beside }
}

function sentencesAbout(files: readonly string[]): readonly string[] {
  const told = files
    .slice(0, MOST_TOLD)
    .map((file) => `Passed over ${file}: it lies beside the folders of the classes.`)
  const more = files.length - told.length
  return more === 0 ? told : [...told, `Passed over ${more} more files beside the folders of the classes.`]
}

interface Parts {
  readonly train: string
  readonly test: string | null
}

/** Folders called train and test, and no others, are the two parts of the data; any others are classes. */
async function partsOf(folder: string, names: readonly string[]): Promise<Parts | null> {
  const called = (part: string): string | null => names.find((name) => name.toLowerCase() === part) ?? null
  const [train, test] = [called('train'), called('test')]
  if (train === null || names.length !== (test === null ? 1 : 2)) return null
  const inside = await entriesOf(join(folder, train))
  return inside.some((entry) => entry.isDirectory()) ? { train, test } : null
}

/** Lists a folder that has a folder a class, named as the class. Hidden files and those of systems are not there. */
export async function listPictures(folder: string): Promise<PictureListing> {
  const entries = await entriesOf(folder)
  const isFolder = (entry: Dirent): boolean => entry.isDirectory()
  const parts = await partsOf(
    folder,
    entries.filter(isFolder).map(({ name }) => name),
  )
  if (parts === null) {
    const { classes, beside } = await classesOf(folder)
    return { train: classes, test: null, passedOver: sentencesAbout(beside) }
  }
  const outside = entries.filter((entry) => !isFolder(entry)).map(({ name }) => join(folder, name))
  const train = await classesOf(join(folder, parts.train))
  const test = parts.test === null ? null : await classesOf(join(folder, parts.test))
  return {
    train: train.classes,
    test: test?.classes ?? null,
    passedOver: sentencesAbout([...outside, ...train.beside, ...(test?.beside ?? [])]),
  }
}
