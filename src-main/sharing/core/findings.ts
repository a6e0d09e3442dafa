import type { SharingProblem } from '#shared/ipc'
import type { Finding, FindingCode } from './engine-context'
import type { FolderState } from './folder-state'
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
export function damageFindings(files: readonly string[]): readonly Finding[] {
  return files.map((file) => ({ file: `sharing/${file}`, code: 'damaged-state', detail: file }))
}

interface Words {
  readonly reason: (detail: string) => string
  readonly remedy: string
}

const WORDS: Readonly<Record<FindingCode, Words>> = {
  arriving: {
    reason: (detail) => `It is still arriving: ${detail}.`,
    remedy: 'Wait until the sync program has brought it whole; it is read again by itself.',
  },
  unreadable: {
    reason: (detail) => `It has not become readable within a day: ${detail}.`,
    remedy: 'Ask whoever made it to share the run again; nothing here is lost.',
  },
  bad: {
    reason: (detail) => `It is not used: ${detail}.`,
    remedy: 'If you do not know the file, remove it from the folder; the lab leaves it as it is.',
  },
  newer: {
    reason: () => 'It was made by a newer version of the lab.',
    remedy: 'Update the lab on this computer; the file is read then.',
  },
  'too-large': {
    reason: (detail) => `It is not used: ${detail}.`,
    remedy: 'No file of the lab is that large; remove it if you do not know it.',
  },
  'not-written': {
    reason: (detail) => `It could not be written: ${detail}.`,
    remedy: 'It is safe on this computer and is tried again; check that the folder may be written to.',
  },
  'disk-full': {
    reason: (detail) => `It could not be written: ${detail}.`,
    remedy: 'Make space there; what waits is safe on this computer and is written then.',
  },
  'not-listed': {
    reason: (detail) => `It could not be looked into: ${detail}.`,
    remedy: 'Check that the folder may be read and that its disk is connected.',
  },
  'too-many': {
    reason: (detail) => `Not everything was looked at: ${detail}.`,
    remedy: 'Move what is not of the lab elsewhere.',
  },
  'clock-ahead': {
    reason: (detail) => `The clock of the computer ${detail} runs ahead.`,
    remedy: 'Set the clock of that computer; nothing is lost.',
  },
  conflict: {
    reason: (detail) => `Two different records claim to be the same run: ${detail}.`,
    remedy: 'Both are kept and shown; ask whose record was changed by hand.',
  },
  vanished: {
    reason: (detail) => `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`,
    remedy:
      'The copies on this computer stay. If that was a mistake, bring the files back from the bin of the sync program.',
  },
  'not-imported': {
    reason: (detail) => `It could not be taken into the library: ${detail}.`,
    remedy: 'Check that the disk of the library has space; it is tried again.',
  },
  'weights-broken': {
    reason: (detail) => `The weights cannot be used: ${detail}.`,
    remedy: 'Wait until the sync program has brought them whole.',
  },
  'damaged-state': {
    reason: (detail) => `A file of this computer was damaged: ${detail}.`,
    remedy:
      'It has been set aside beside the library under a name that ends with .damaged, and what it held is read again from the folder. Remove it when you do not need it any more.',
  },
  'second-folder': {
    reason: () => "A second folder of the lab lies beside the team's: both are read as one history.",
    remedy: 'Nothing to do; leave both where they are.',
  },
  'other-history': {
    reason: () =>
      'Another history of the lab lies there, one level higher or lower: its runs are not shown here.',
    remedy: 'If it is that of your team, choose that folder instead: your runs are put there as well.',
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
