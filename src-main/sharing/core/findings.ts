import type { SharingProblem } from '#shared/ipc'
import type { FolderState } from './folder-state'
import type { Finding, FindingCode } from './pass-context'
import { blobSha256 } from './paths'
import type { Listing } from './store'

const FAULTS = new Set(['arriving', 'unreadable', 'bad', 'newer', 'too-large'])

/** What there is to say about the files as they lie in the folder. */
export function stateFindings(
  state: FolderState,
  listing: Listing,
  clocksAhead: ReadonlySet<string>,
): readonly Finding[] {
  const findings: Finding[] = []
  for (const { path, reason } of listing.unknown)
    findings.push({ file: path, code: 'not-listed', detail: reason })
  if (listing.cut)
    findings.push({ file: '', code: 'too-many', detail: 'the folder holds more than 250,000 files' })
  for (const { name } of listing.beside ?? [])
    findings.push({ file: name, code: 'second-folder', detail: name })
  for (const path of listing.nearby ?? []) findings.push({ file: path, code: 'other-history', detail: path })
  for (const device of clocksAhead) findings.push({ file: device, code: 'clock-ahead', detail: device })
  for (const [file, { outcome, reason }] of state.seen) {
    if (!FAULTS.has(outcome)) continue
    const code = blobSha256(file) === null ? (outcome as FindingCode) : 'weights-broken'
    findings.push({ file, code, detail: reason ?? '' })
  }
  return findings
}

/** Files of this computer that were damaged and set aside. */
export function damageFindings(
  files: readonly { readonly name: string; readonly reason: string | null }[],
): readonly Finding[] {
  return files.map(({ name, reason }) => {
    const detail = reason === null ? name : `${name}, ${reason}`
    return { file: `sharing/${name}`, code: 'damaged-state', detail }
  })
}

interface Words {
  readonly reason: (detail: string) => string
  readonly remedy: string
}

const WORDS: Readonly<Record<FindingCode, Words>> = {
  arriving: {
    reason: (detail) => `Still downloading: ${detail}.`,
    remedy: 'Nothing to do. It is read again automatically once all of it is here.',
  },
  unreadable: {
    reason: (detail) => `Still not readable after a day: ${detail}.`,
    remedy: 'Ask whoever made it to share the run again. Nothing here is lost.',
  },
  bad: {
    reason: (detail) => `It is not used: ${detail}.`,
    remedy: 'If you do not know the file, remove it from the folder. The lab does not touch it.',
  },
  newer: {
    reason: () => 'It was made by a newer version of the lab.',
    remedy: 'Update the lab on this computer. The file is read then.',
  },
  'too-large': {
    reason: (detail) => `It is not used: ${detail}.`,
    remedy: 'If you do not know the file, remove it from the folder.',
  },
  'not-written': {
    reason: (detail) => `It could not be written: ${detail}.`,
    remedy: 'It is safe on this computer and is tried again. Check that you may write to the folder.',
  },
  'disk-full': {
    reason: (detail) => `It could not be written: ${detail}.`,
    remedy: 'Free up space. What is waiting is safe on this computer and is written then.',
  },
  'not-listed': {
    reason: (detail) => `Its contents could not be listed: ${detail}.`,
    remedy: 'Check that the disk is connected and that you may read the folder.',
  },
  'too-many': {
    reason: (detail) => `Not all files were checked: ${detail}.`,
    remedy: 'Move files that are not from the lab elsewhere.',
  },
  'clock-ahead': {
    reason: (detail) => `The clock of the computer ${detail} is more than five minutes ahead.`,
    remedy: 'Set the clock of that computer. Nothing is lost.',
  },
  conflict: {
    reason: (detail) => `Two different records have the same run id: ${detail}.`,
    remedy: 'Both are kept and shown. Ask whose record was edited by hand.',
  },
  vanished: {
    reason: (detail) => `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`,
    remedy:
      'The copies on this computer stay. If that was a mistake, restore the files from the trash of the file service.',
  },
  'not-imported': {
    reason: (detail) => `It could not be added to the library: ${detail}.`,
    remedy: 'Check that the disk of the library has space. It is tried again.',
  },
  'weights-broken': {
    reason: (detail) => `The weights cannot be used: ${detail}.`,
    remedy: 'Nothing to do. They are tried again.',
  },
  'damaged-state': {
    reason: (detail) => `A file of this computer was damaged: ${detail}.`,
    remedy:
      'It has been set aside beside the library under a name that ends with .damaged, and what it held is read again from the folder. Remove it when you do not need it any more.',
  },
  'second-folder': {
    reason: () => "There is a second folder of the lab beside your team's. Both are read as one history.",
    remedy: 'Nothing to do. Leave both where they are.',
  },
  'other-history': {
    reason: () => 'Another shared history is here, one level higher or lower. Its runs are not shown.',
    remedy: "If it is your team's, choose that folder instead. Your runs are added there as well.",
  },
}

/** A finding in words that name what happened, what is safe and what to do. */
export function problemOf({
  file,
  code,
  detail,
}: Finding): SharingProblem & { readonly code: FindingCode; readonly detail: string } {
  const { reason, remedy } = WORDS[code]
  return { file, reason: reason(detail), remedy, code, detail }
}
