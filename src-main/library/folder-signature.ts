import { statSync } from 'node:fs'
import { join } from 'node:path'
import { FILES } from './library-paths'

// What tells, without reading a run's folder, whether it is as it was.

/**
 * Milliseconds after which a folder that changes again has another time: some disks count in steps of two seconds, and the clock of a file
 * server may differ from ours a little.
 */
const SETTLING_MS = 10_000

const IF_THERE = { throwIfNoEntry: false } as const

const timeOf = (path: string): number | undefined => statSync(path, IF_THERE)?.mtimeMs

function signatureOf(path: string, withEdits: boolean): string {
  const folder = statSync(path, IF_THERE)
  if (folder === undefined || !folder.isDirectory()) return ''
  const record = statSync(join(path, FILES.record), IF_THERE)
  const edits = withEdits ? [FILES.notes, FILES.replays].map((name) => timeOf(join(path, name))) : ['', '']
  return [folder.mtimeMs, record?.ino, record?.size, record?.mtimeMs, ...edits].join(' ')
}

/** Changes whenever a file of the folder is written, added or removed; empty where there is no such folder. */
export function signatureNow(path: string): string {
  return signatureOf(path, true)
}

/** The same for a folder that has neither edits nor replays, with half of the questions to the disk. */
export function plainSignatureNow(path: string): string {
  return signatureOf(path, false)
}

/**
 * Whether a folder that had this signature at that moment tells by its own time that edits or replays have come: these lie in folders of
 * their own, there were none, and its time was not one that a next change might have, too.
 *
 * So of most runs the disk is asked two questions in place of four, which is what opening a long history takes.
 *
 * @param now milliseconds since 1970, before the disk was asked for the signature
 */
export function isSettled(signature: string, now: number): boolean {
  return signature.endsWith('  ') && now - Number.parseFloat(signature) > SETTLING_MS
}
