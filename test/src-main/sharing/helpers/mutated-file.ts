import { cp, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { openQueueFolder } from '../../../../src-main/app/queue-folder'
import { errorMessage } from '../../../../src-main/base/error-message'
import { weightsSha256 } from '../../../../src-main/base/hashes'
import { systemEnvironment } from '../../../../src-main/base/system-environment'
import { readSafetensors } from '../../../../src-main/library/safetensors'
import { openFile } from '../../../../src-main/sharing/core/envelope'
import { fitsName } from '../../../../src-main/sharing/core/paths'
import { lookInto } from '../../../../src-main/sharing/folder-contents'
import { openStore } from '../../../../src-main/sharing/open-store'
import { StateFiles } from '../../../../src-main/sharing/state-files'
import { roundFolder } from '../../../helpers/round-folder'
import { digest } from './computer'

/** What the function that reads a file says of it: what is in it, or that it cannot be used. */
type Reading =
  { readonly kind: 'says'; readonly value: unknown } | { readonly kind: 'told'; readonly reason: string }

const told = (reason: string): Reading => ({ kind: 'told', reason })
const says = (value: unknown): Reading => ({ kind: 'says', value })

function readItem(path: string, bytes: Uint8Array): Reading {
  const opened = openFile(bytes, digest)
  if ('reason' in opened) return told(opened.reason)
  if (opened.kind === 'item' && !fitsName(path, opened.item)) return told('its name tells another')
  return says(opened)
}

/** The numbers of a file of weights are named by the file's name. */
function readBlob(path: string, bytes: Uint8Array): Reading {
  try {
    const all = readSafetensors(bytes).tensors.flatMap(({ values }) => [...values])
    const found = weightsSha256(Float32Array.from(all))
    return basename(path).startsWith(found) ? says(found) : told('its SHA-256 is another')
  } catch (error) {
    return told(errorMessage(error))
  }
}

async function readQueue(folder: string): Promise<Reading> {
  const { jobs, problems } = await openQueueFolder(folder).load()
  return problems.length > 0 ? told(problems[0]?.reason ?? '') : says(jobs)
}

async function readState(library: string, folderId: string): Promise<Reading> {
  const files = new StateFiles(library)
  const value = {
    chosen: await files.readChosen(),
    device: await files.readDevice(),
    journal: await files.readJournal(),
    state: await files.readState(folderId),
  }
  const damaged = await files.damaged()
  return damaged.length > 0 ? told(damaged.map(({ name }) => name).join()) : says(value)
}

async function readMark(folder: string): Promise<Reading> {
  const { folderIds, fault } = await lookInto(openStore(folder, 'abcdefgh', systemEnvironment))
  return fault === null ? says(folderIds) : told(fault)
}

/** What reading a file says, where some other bytes lie in its place; `base` holds the sound files of a team. */
async function readingOf(base: string, file: string, bytes: Uint8Array, folderId: string): Promise<Reading> {
  const [top = '', ...rest] = file.split('/')
  const inside = rest.join('/')
  if (top === 'folder' && inside.includes('/'))
    return inside.startsWith('blobs') ? readBlob(inside, bytes) : readItem(inside, bytes)
  const part = top === 'own' ? 'own/sharing' : top
  const copy = await roundFolder('team-part')
  try {
    await cp(join(base, part), join(copy, part), { recursive: true })
    await writeFile(join(copy, file), bytes)
    if (top === 'queue') return await readQueue(join(copy, 'queue'))
    return await (top === 'folder' ? readMark(join(copy, 'folder')) : readState(join(copy, 'own'), folderId))
  } finally {
    await rm(copy, { recursive: true })
  }
}

/**
 * What becomes of a mutation, as the functions judge that read the file: `told`, `same` where they read what they read before, and
 * `else` where only a look at everything can say what has changed.
 */
export async function judge(
  base: string,
  file: string,
  [sound, changed]: readonly [Uint8Array, Uint8Array],
  folderId: string,
): Promise<'told' | 'same' | 'else'> {
  const after = await readingOf(base, file, changed, folderId)
  if (after.kind === 'told') return 'told'
  const before = await readingOf(base, file, sound, folderId)
  return before.kind === 'says' && isDeepStrictEqual(before.value, after.value) ? 'same' : 'else'
}
