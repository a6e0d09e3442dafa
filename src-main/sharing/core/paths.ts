import { isStamp, type Stamp } from '../../base/hybrid-clock'
import { isDevice, isRunId, isSha256, runTime } from '../../base/identifiers'

export const MARKER = 'folder.json'
export const KINDS = ['run', 'curves', 'note', 'gone', 'replay', 'person', 'claim'] as const
export type Kind = (typeof KINDS)[number]

const FOLDERS: Record<Kind, string> = {
  run: 'runs',
  curves: 'curves',
  note: 'notes',
  gone: 'gone',
  replay: 'replays',
  person: 'people',
  claim: 'claims',
}

export interface Address {
  readonly kind: Kind
  readonly id: string
  readonly device: string
  readonly stamp: Stamp
}

/** Where an item lies: built from checked ids alone, lower case, under 80 characters a name. */
export function pathOf({ kind, id, device, stamp }: Address): string {
  if (!isDevice(device)) throw new Error(`"${device}" is not the name of a device.`)
  if (!isStamp(stamp)) throw new Error(`"${stamp}" is not a stamp.`)
  const folder = FOLDERS[kind]
  if (kind === 'person') return `${folder}/${device}-${stamp}.json`
  if (!isRunId(id)) throw new Error(`"${id}" is not the id of a run.`)
  const name = id.toLowerCase()
  if (kind === 'claim') return `${folder}/${name}-${device}.json`
  const month = new Date(runTime(id)).toISOString().slice(0, 7)
  if (kind === 'run' || kind === 'curves') return `${folder}/${month}/${name}-${device}.json`
  return `${folder}/${month}/${name}/${stamp}-${device}.json`
}

/**
 * Whether a name tells the device and the time that the content tells, or none. Names are only hints and file services change them, but
 * one that is formed as ours and says that somebody else wrote the file, or at another time, makes it a lie, and so does the id of another
 * run: the file was copied over another.
 */
export function fitsName(path: string, { kind, id, device, stamp }: Address): boolean {
  if (kind === 'run' || kind === 'curves' || kind === 'claim') {
    const told = AFTER_ID.exec(path.slice(path.lastIndexOf('/') + 1).toLowerCase())?.[1]
    if (told !== undefined && told !== id.toLowerCase()) return false
    if (kind !== 'claim') return true
  }
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const told = NAME_FORMS[kind].exec(name)?.groups
  return told === undefined || (told['device'] === device && (told['stamp'] ?? stamp) === stamp)
}

const DEVICE = '(?<device>[0-9a-hjkmnp-tv-z]{8})'
const AFTER_ID = /^([0-9a-hjkmnp-tv-z]{26})-[0-9a-hjkmnp-tv-z]{8}(?![0-9a-z])/
const STAMP = '(?<stamp>[0-9a-hjkmnp-tv-z]{14})'
const AFTER_STAMP = new RegExp(`^${STAMP}-${DEVICE}(?![0-9a-z])`)
const NAME_FORMS: Readonly<Record<Exclude<Kind, 'run' | 'curves'>, RegExp>> = {
  note: AFTER_STAMP,
  gone: AFTER_STAMP,
  replay: AFTER_STAMP,
  person: new RegExp(`^${DEVICE}-${STAMP}(?![0-9a-z])`),
  claim: new RegExp(`^[0-9a-hjkmnp-tv-z]{26}-${DEVICE}(?![0-9a-z])`),
}

/** A path inside its folder of the lab, whichever of several that is. */
export function insideOf(path: string): string {
  return path.replace(/^\.\.\/[^/]+\//, '')
}

/** Where weights lie, named by their content. */
export function blobPath(sha256: string): string {
  if (!isSha256(sha256)) throw new Error(`"${sha256}" is not a SHA-256.`)
  return `blobs/${sha256.slice(0, 2)}/${sha256}.safetensors`
}

/** Another name for an item whose own name is taken by something else: the name is only a hint to readers. */
export function alternativePath(path: string, attempt: number): string {
  return path.replace(/\.json$/, `-${attempt}.json`)
}

const LITTER = /^(?:[.~].*|.*\.(?:tmp|part|crdownload|gdoc|gsheet|gslides)|desktop\.ini|thumbs\.db|icon\r)$/i

/** Names that sync programs and systems leave behind. */
function isLitter(name: string): boolean {
  return LITTER.test(name)
}

export function isReadable(name: string): boolean {
  return /\.json$/i.test(name) && !isLitter(name)
}

/** SHA-256 that a blob's name promises, whatever sync programs appended to the name; null for other files. */
export function blobSha256(path: string): string | null {
  const match = /(?:^|\/)([0-9a-f]{64})[^/]*\.safetensors$/i.exec(path)
  return match?.[1] === undefined || isLitter(path.slice(path.lastIndexOf('/') + 1))
    ? null
    : match[1].toLowerCase()
}

/** The name under which a file is written before it gets its own: the device in it says who may remove it. */
export function temporaryName(device: string, random: string): string {
  return `~${device}-${random}.tmp`
}

export function isOwnTemporary(name: string, device: string): boolean {
  return name.startsWith(`~${device}-`) && name.endsWith('.tmp')
}
