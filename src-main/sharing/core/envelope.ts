import * as v from 'valibot'
import { isObject } from '#shared/experiment/plain-object'
import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'
import { newerVersion } from '#shared/records/newer-version'
import { CURVES_FORMAT, RUN_FORMAT } from '#shared/records/run-record'
import { isStamp } from '../../base/hybrid-clock'
import { isDevice, isRunId } from '../../base/identifiers'
import { bodySchemas } from './body-schemas'
import type { AnyItem, Item } from './item'
import { type Kind, KINDS } from './paths'
import { strictJsonSteps } from './strict-json'

const READER_VERSION = 1
const PREFIX = 'our-neural-network/'

/** SHA-256 of a text's UTF-8 bytes, lower-case hexadecimal. */
export type Digest = (text: string) => string

/**
 * What a file of the folder turned out to be. `arriving`: perhaps good later; `bad`: never; `newer`: made by a newer version, kept
 * and read again after an update; `foreign`: not ours at all.
 */
export type Opened =
  | { readonly kind: 'item'; readonly item: AnyItem }
  | { readonly kind: 'arriving'; readonly reason: string }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'newer'; readonly reason: string }
  | { readonly kind: 'marker'; readonly folderId: string }
  | { readonly kind: 'foreign' }

const HEAD_CHANGED = 'its headSha256 does not fit what it says of itself'

const MARKER_FORMAT = `${PREFIX}folder`

function isKind(text: string): text is Kind {
  return KINDS.some((kind) => kind === text)
}

/** The one line of an item without the hash of its head, as the first versions wrote it. */
export function sealItem(item: Omit<Item, 'sha256'>, digest: Digest): string {
  return `${JSON.stringify(envelopeOf(item, digest))}\n`
}

/** The one line that an item's file holds. */
export function itemText(item: Omit<Item, 'sha256'>, digest: Digest): string {
  const { body, ...head } = envelopeOf(item, digest)
  return `${JSON.stringify({ ...head, headSha256: headHash(head, digest), body })}\n`
}

function envelopeOf({ kind, id, device, stamp, body }: Omit<Item, 'sha256'>, digest: Digest) {
  const sha256 = digest(canonicalJson(body as unknown as JsonValue))
  return { fmt: `${PREFIX}${kind}`, v: 1, minReader: 1, id, dev: device, hlc: stamp, sha256, body }
}

/** The one line of the mark of a folder; without a digest as the first versions wrote it. */
export function sealMarker(folderId: string, digest?: Digest): string {
  const head = { fmt: MARKER_FORMAT, v: 1, folderId }
  const sealed = digest === undefined ? head : { ...head, headSha256: headHash(head, digest) }
  return `${JSON.stringify(sealed)}\n`
}

/**
 * The hash of what a file says of itself. `sha256` is the body's alone, so that one record has one hash whoever shares it; whose it is
 * and when it was made stands in the head. Fields that only newer versions know are not among it.
 */
function headHash(file: Readonly<Record<string, unknown>>, digest: Digest): string | null {
  const { fmt, minReader, id, dev, hlc, sha256, folderId } = file
  return hashOf({ fmt, minReader, id, dev, hlc, sha256, folderId }, digest)
}

/** Whether the head is as it was written. Files of older versions carry no hash of it. */
function isHeadIntact(file: Readonly<Record<string, unknown>>, digest: Digest): boolean {
  return file['headSha256'] === undefined || file['headSha256'] === headHash(file, digest)
}

/** Opens the bytes of a file. Id, kind and time come from the content; the file's name is not asked. */
export function openFile(bytes: Uint8Array, digest: Digest): Opened {
  const steps = openingSteps(bytes, digest)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same with pauses, so that a large file holds nobody up. */
export async function openLargeFile(
  bytes: Uint8Array,
  digest: Digest,
  pause: () => Promise<void>,
): Promise<Opened> {
  const steps = openingSteps(bytes, digest)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
    await pause()
  }
}

function* openingSteps(bytes: Uint8Array, digest: Digest): Generator<void, Opened> {
  const parsed = yield* strictJsonSteps(bytes)
  yield
  if (parsed.kind === 'cut') return { kind: 'arriving', reason: parsed.reason }
  if (parsed.kind === 'hostile') return { kind: 'bad', reason: parsed.reason }
  const { value } = parsed
  if (!isObject(value)) return { kind: 'foreign' }
  if (typeof value.fmt !== 'string' || !value.fmt.startsWith(PREFIX)) return foreignOr(value, digest)
  if (value.fmt === MARKER_FORMAT) {
    const { folderId } = value
    if (!isHeadIntact(value, digest)) return { kind: 'arriving', reason: HEAD_CHANGED }
    return isRunId(folderId)
      ? { kind: 'marker', folderId }
      : { kind: 'bad', reason: 'its folderId is missing or wrong' }
  }
  return yield* envelopeSteps(value, value.fmt.slice(PREFIX.length), digest)
}

/** A file that does not say that it is ours; one that carries a hash of a head all the same once said so. */
function foreignOr(file: Readonly<Record<string, unknown>>, digest: Digest): Opened {
  return isHeadIntact(file, digest) ? { kind: 'foreign' } : { kind: 'arriving', reason: HEAD_CHANGED }
}

function* envelopeSteps(
  envelope: Readonly<Record<string, unknown>>,
  kind: string,
  digest: Digest,
): Generator<void, Opened> {
  const { v: version, minReader, id, dev: device, hlc: stamp, sha256, body } = envelope
  if (!Number.isSafeInteger(version) || !Number.isSafeInteger(minReader)) {
    return { kind: 'bad', reason: 'its version is not a whole number' }
  }
  if (typeof minReader === 'number' && minReader > READER_VERSION) {
    return { kind: 'newer', reason: 'it was made by a newer version of the lab' }
  }
  if (!isKind(kind)) return foreignOr(envelope, digest)
  const validId = kind === 'person' ? isDevice(id) : isRunId(id)
  if (!validId || typeof id !== 'string') return { kind: 'bad', reason: 'its id is missing or not an id' }
  if (!isDevice(device)) return { kind: 'bad', reason: 'its device is missing or wrong' }
  if (!isStamp(stamp)) return { kind: 'bad', reason: 'its time stamp is missing or wrong' }
  if (typeof sha256 !== 'string' || !isObject(body))
    return { kind: 'bad', reason: 'its sha256 or body is missing' }
  if (!isHeadIntact(envelope, digest)) return { kind: 'arriving', reason: HEAD_CHANGED }
  if (hashOf(body, digest) !== sha256)
    return { kind: 'arriving', reason: 'its sha256 does not fit its content' }
  const newer = newerBody(kind, body)
  if (newer) return { kind: 'newer', reason: 'it was made by a newer version of the lab' }
  yield
  const checked = v.safeParse(bodySchemas[kind], body, { abortEarly: true, abortPipeEarly: true })
  if (!checked.success) return { kind: 'bad', reason: bodyFault(checked.issues[0]) }
  if (subject(kind, body) !== id && subject(kind, body) !== null) {
    return { kind: 'bad', reason: 'its body is about another id than its envelope' }
  }
  if (kind === 'person' && id !== device)
    return { kind: 'bad', reason: 'it names another computer than the one that wrote it' }
  return { kind: 'item', item: { kind, id, device, stamp, sha256, body } as unknown as AnyItem }
}

/** Whether the body is of a format that only a newer version reads; its envelope may still be of this one. */
function newerBody(kind: Kind, body: Readonly<Record<string, unknown>>): boolean {
  if (kind === 'run') return newerVersion(body, RUN_FORMAT) !== null
  return kind === 'curves' && newerVersion(body, CURVES_FORMAT) !== null
}

/** The hash of a body; null for what has no canonical JSON, such as a text with half of a surrogate pair. */
function hashOf(body: Readonly<Record<string, unknown>>, digest: Digest): string | null {
  try {
    return digest(canonicalJson(body as JsonValue))
  } catch {
    return null
  }
}

function subject(kind: Kind, body: Readonly<Record<string, unknown>>): unknown {
  if (kind === 'run' || kind === 'curves') return body.id
  return kind === 'person' || kind === 'claim' ? null : body.run
}

function bodyFault(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => String(key)).join('.')
  const text = path === '' ? 'its content' : `its field "${path}"`
  return issue.type === 'custom' ? `${text} is wrong: ${issue.message}` : `${text} is not what it must be`
}
