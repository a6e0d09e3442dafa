/** A table file as text, and what is worth telling about its encoding. */
export type TableText =
  | { readonly ok: true; readonly text: string; readonly note: string | null }
  | { readonly ok: false; readonly reason: string }

interface Encoding {
  readonly label: string
  readonly name: string
}

const UTF_8: Encoding = { label: 'utf-8', name: 'UTF-8' }
const UTF_16_LE: Encoding = { label: 'utf-16le', name: 'UTF-16 (little endian)' }
const UTF_16_BE: Encoding = { label: 'utf-16be', name: 'UTF-16 (big endian)' }
// The web's euc-kr is Windows' code page 949, in which Korean Excel saves its CSV.
const EUC_KR: Encoding = { label: 'euc-kr', name: 'EUC-KR (CP949)' }

const SAMPLE = 4096
const OTHER_FILES: readonly (readonly [bytes: readonly number[], sentence: string])[] = [
  [
    [0x50, 0x4b, 0x03, 0x04],
    'The file is an Excel workbook or a ZIP archive; save the table as CSV and import that.',
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], 'The file is an old Excel workbook; save the table as CSV and import that.'],
  [[0x1f, 0x8b], 'The file is compressed; unpack it and import the CSV.'],
  [
    [0x25, 0x50, 0x44, 0x46],
    'The file is a PDF; copy the table out of it, or import the CSV that it was made of.',
  ],
]

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, place) => bytes[place] === byte)

/** UTF-16 without a mark shows in Latin text by a zero in every second byte. */
function zeroesAt(bytes: Uint8Array, parity: 0 | 1): number {
  const length = Math.min(bytes.length, SAMPLE)
  let zeroes = 0
  for (let place = parity; place < length; place += 2) if (bytes[place] === 0) zeroes += 1
  return zeroes / Math.max(1, length / 2)
}

function candidates(bytes: Uint8Array): readonly Encoding[] {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return [UTF_8]
  if (startsWith(bytes, [0xff, 0xfe])) return [UTF_16_LE]
  if (startsWith(bytes, [0xfe, 0xff])) return [UTF_16_BE]
  const [even, odd] = [zeroesAt(bytes, 0), zeroesAt(bytes, 1)]
  if (odd > 0.6 && even < 0.1) return [UTF_16_LE]
  if (even > 0.6 && odd < 0.1) return [UTF_16_BE]
  return [UTF_8, EUC_KR]
}

function decode(bytes: Uint8Array, { label }: Encoding): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null // Not in this encoding, or the runtime lacks it: the next candidate is tried.
  }
}

/** The text of a table file, whichever of the usual encodings it is in. What is not text is refused with what to do instead. */
export function tableText(bytes: Uint8Array): TableText {
  for (const [start, reason] of OTHER_FILES) if (startsWith(bytes, start)) return { ok: false, reason }
  for (const encoding of candidates(bytes)) {
    const text = decode(bytes, encoding)
    if (text === null) continue
    if (text.includes('\u0000'))
      return { ok: false, reason: 'The file contains zero bytes, so it is not text.' }
    const note = encoding === UTF_8 ? null : `The file is not UTF-8; it was read as ${encoding.name}.`
    return { ok: true, text, note }
  }
  return { ok: false, reason: 'The file is not text in UTF-8, UTF-16 or EUC-KR (CP949); save it as UTF-8.' }
}
