import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isMarkerPath, type Markers, readMarkers } from './core/guard'
import { localFiles } from './stores/local-folder-files'
import { readPlainFile } from './stores/read-plain-file'

export const LAB_FOLDER = 'our-neural-network'

const MOST_FOLDERS = 200
const MOST_LEVELS = 5
const NO_MARKERS: Markers = { folderIds: [], paths: [], fault: null }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** One of the lab's folders: a folder that carries its mark. */
export interface LabFolder {
  readonly path: string
  readonly folderIds: readonly string[]
}

/**
 * Whether a name is the lab's, or one that file services and people make of it: `our-neural-network (1)`, `… - Copy`, `… - 복사본`,
 * `Copy of …`, `…-PC`, "conflicted copy", in capitals. Only a mark inside makes such a folder the lab's.
 */
export function isLabName(name: string): boolean {
  return !name.startsWith('.') && name.toLowerCase().includes(LAB_FOLDER)
}

/** What the marks right in a folder say. */
async function markersIn(folder: string): Promise<Markers> {
  const names = await readdir(folder).catch(() => [])
  const read = (path: string, limit: number): Promise<Uint8Array> =>
    readPlainFile(join(folder, path), path, limit, localFiles)
  return readMarkers({ read }, names.filter(isMarkerPath), sha256).catch(() => NO_MARKERS)
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
}

/** The lab's folders right in a folder, the one with the smallest id first. */
export async function labFoldersIn(folder: string): Promise<readonly LabFolder[]> {
  const found: LabFolder[] = []
  for (const name of (await foldersIn(folder)).filter(isLabName).sort().slice(0, MOST_FOLDERS)) {
    const path = join(folder, name)
    const { folderIds } = await markersIn(path)
    if (folderIds.length > 0) found.push({ path, folderIds })
  }
  return found.sort((left, right) => (String(left.folderIds[0]) < String(right.folderIds[0]) ? -1 : 1))
}

/** The lab's folder that a folder is, or lies in; null where it is none. */
export async function labFolderAround(folder: string): Promise<string | null> {
  let path = resolve(folder)
  for (let level = 0; level < MOST_LEVELS && dirname(path) !== path; level += 1) {
    // A mark that somebody dropped into a folder above must not draw everything below it in.
    if ((level === 0 || isLabName(basename(path))) && (await markersIn(path)).folderIds.length > 0)
      return path
    path = dirname(path)
  }
  return null
}

/**
 * The lab's folders one level higher and one level lower than a team's: a member who chose another level than the others splits the
 * team in silence.
 */
export async function labFoldersNearby(root: string): Promise<readonly string[]> {
  const chosen = dirname(root)
  const above = dirname(chosen) === chosen ? [] : await labFoldersIn(dirname(chosen))
  const below: LabFolder[] = []
  for (const name of (await foldersIn(chosen)).slice(0, MOST_FOLDERS)) {
    const path = join(chosen, name)
    if (path !== root && !isLabName(name)) below.push(...(await labFoldersIn(path)))
  }
  return [...above, ...below].map(({ path }) => path).filter((path) => path !== root)
}
