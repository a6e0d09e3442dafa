import { constants } from 'node:fs'
import { access, lstat, mkdir, open, readdir, realpath, rm, stat, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, parse, relative, resolve, sep } from 'node:path'
import { errorCode } from '../base/file-errors'
import { temporaryName } from './core/paths'
import { isLabName, LAB_FOLDER, labFolderAround, labFoldersIn, labFoldersNearby } from './lab-folders-around'

/** Why a folder cannot be shared; the window has a sentence of its own for each. */
export const REFUSALS = {
  missing: 'That folder does not exist.',
  'not-a-folder': 'That is a file, not a folder.',
  gvfs: 'GNOME shows Google Drive under names that change, so nothing can be stored there safely. Use a program that syncs a real folder, such as Insync, Syncthing or rclone.',
  'inside-app': 'That folder belongs to the lab itself. Choose a folder of your file service.',
  'system-folder':
    'That is a system folder or your whole home folder. Choose a folder inside the one that your file service syncs.',
  'not-readable': 'You do not have permission to read that folder.',
  'not-writable': 'You do not have permission to write to that folder.',
  'no-space': 'Less than 1 MB of space is left there.',
  'foreign-marker':
    "The folder our-neural-network has a file folder.json that is not the lab's. Nothing was written. Rename or remove that file, or choose another folder.",
  'marker-arriving':
    'The file folder.json in the folder our-neural-network is still downloading. Nothing was written. Try again when your file service has finished.',
  'other-there': 'There is already a file or link named our-neural-network.',
} as const
export type Refusal = keyof typeof REFUSALS

/** What a folder may be like all the same; the window has words for each. */
export type Warning =
  | 'two-services'
  /** Another history of the lab lies one level higher or lower. */
  | 'history-nearby'
  /** It lies inside another lab's folder. */
  | 'nested'
  /** No service is recognized: it may be a network share, or a service that the lab does not know. */
  | 'not-synced'

const SERVICES: readonly RegExp[] = [
  /google ?drive|googledrive|my drive|내 드라이브|マイドライブ|meine ablage|mi unidad|\.shortcut-targets-by-id/i,
  /dropbox/i,
  /onedrive/i,
  /syncthing|[/\\]sync([/\\]|$)/i,
  /icloud|mobile documents/i,
  /insync/i,
  /nextcloud|owncloud/i,
]
const SMALLEST_SPACE = 1_048_576
const MOST_SERVICES = 2

export interface ChosenFolder {
  /** The lab's own folder, links above it resolved; it may not exist yet. */
  readonly root: string
  readonly exists: boolean
}

/**
 * The lab's folder that the chosen one is or lies in; else the one inside it, under that name or the one that a file service gave it;
 * else the one that would be made.
 */
export async function labFolderIn(chosen: string): Promise<ChosenFolder> {
  const real = await realpath(chosen)
  const around = await labFolderAround(real)
  if (around !== null) return { root: around, exists: true }
  const isOwn =
    basename(real) === LAB_FOLDER || (isLabName(basename(real)) && (await exists(join(real, 'runs'))))
  if (isOwn) return { root: real, exists: true }
  const plain = join(real, LAB_FOLDER)
  const marked = (await labFoldersIn(real)).map(({ path }) => path)
  const root = marked.includes(plain) ? plain : (marked[0] ?? plain)
  return { root, exists: await exists(root) }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner)
  return path === '' || (!path.startsWith(`..${sep}`) && path !== '..' && parse(path).root === '')
}

function isSystemFolder(path: string): boolean {
  const systems = [
    '/',
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/home',
    '/lib',
    '/proc',
    '/root',
    '/run',
    '/sbin',
    '/sys',
    '/usr',
    '/var',
    '/Users',
    '/Library',
    '/System',
    '/Applications',
  ]
  const windows = [process.env['SystemRoot'], process.env['ProgramFiles']].filter(
    (folder) => folder !== undefined,
  )
  return (
    path === parse(path).root ||
    systems.includes(path) ||
    path === homedir() ||
    windows.some((folder) => contains(folder, path))
  )
}

/** Why the lab must not share through a folder; null if it may. Writes and removes one small file to find out. */
export async function refusalOf(
  chosen: string,
  own: readonly string[],
  device: string,
): Promise<Refusal | null> {
  if (/[/\\]\.?gvfs([/\\]|$)/.test(resolve(chosen))) return 'gvfs'
  const stats = await stat(chosen).catch((error: unknown) => errorCode(error))
  if (stats === 'EACCES') return 'not-readable'
  if (typeof stats === 'string') return 'missing'
  if (!stats.isDirectory()) return 'not-a-folder'
  const real = await realpath(chosen)
  if (/[/\\]\.?gvfs([/\\]|$)/.test(real)) return 'gvfs'
  const ownReal = await Promise.all(own.map((folder) => realpath(folder).catch(() => resolve(folder))))
  if (ownReal.some((folder) => contains(folder, real) || contains(join(real, LAB_FOLDER), folder)))
    return 'inside-app'
  if (isSystemFolder(real)) return 'system-folder'
  return spaceRefusal(real, device)
}

async function spaceRefusal(real: string, device: string): Promise<Refusal | null> {
  try {
    await readdir(real)
    await access(real, constants.R_OK | constants.X_OK)
  } catch {
    return 'not-readable'
  }
  const { root, exists: isThere } = await labFolderIn(real)
  if (isThere && !(await lstat(root)).isDirectory()) return 'other-there'
  const { bavail, bsize } = await statfs(real)
  // Some network disks tell nothing about their space.
  if (bavail > 0 && bavail * bsize < SMALLEST_SPACE) return 'no-space'
  return (await canWrite(isThere ? root : real, device)) ? null : 'not-writable'
}

async function canWrite(folder: string, device: string): Promise<boolean> {
  const probe = join(folder, temporaryName(device, 'probe'))
  try {
    await rm(probe, { force: true })
    const file = await open(probe, 'wx+')
    try {
      await file.writeFile('probe')
    } finally {
      await file.close()
    }
    return (await stat(probe)).size === 5
  } catch {
    return false
  } finally {
    await rm(probe, { force: true }).catch(() => undefined)
  }
}

/** What the user should know before choosing a folder, though it can be used. */
export async function warningsOf(chosen: string): Promise<readonly Warning[]> {
  const real = await realpath(chosen)
  const services = SERVICES.filter((service) => service.test(real) || service.test(chosen)).length
  const above = real.split(sep).slice(0, -1)
  const nearby = await labFoldersNearby((await labFolderIn(real)).root)
  return [
    ...(nearby.length > 0 ? (['history-nearby'] as const) : []),
    ...(services >= MOST_SERVICES ? (['two-services'] as const) : []),
    ...(above.includes(LAB_FOLDER) ? (['nested'] as const) : []),
    ...(services === 0 ? (['not-synced'] as const) : []),
  ]
}

/** Makes the lab's own folder; the folder around it must be there. */
export async function makeLabFolder(root: string): Promise<void> {
  await stat(dirname(root))
  await mkdir(root).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
}
