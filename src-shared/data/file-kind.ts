/** Kinds of files that are named by their content, because a name may lie; the window has words for each. */
export type FileKind =
  | 'archive'
  | 'audio'
  | 'avif'
  | 'camera-raw'
  | 'heic'
  | 'html'
  | 'icon'
  | 'jpeg-2000'
  | 'jpeg-xl'
  | 'office'
  | 'pdf'
  | 'photoshop'
  | 'postscript'
  | 'program'
  | 'svg'
  | 'text'
  | 'tiff'
  | 'video'

// How files begin; `?` is any byte. The first that fits counts, so the more special ones stand before the more general.
const SIGNATURES: readonly { readonly kind: FileKind; readonly text: string }[] = [
  { kind: 'pdf', text: '%PDF-' },
  { kind: 'postscript', text: '%!PS' },
  { kind: 'postscript', text: '\xc5\xd0\xd3\xc6' },
  { kind: 'photoshop', text: '8BPS' },
  { kind: 'jpeg-xl', text: '\xff\x0a' },
  { kind: 'jpeg-xl', text: '\0\0\0\x0cJXL ' },
  { kind: 'jpeg-2000', text: '\0\0\0\x0cjP  ' },
  { kind: 'jpeg-2000', text: '\xff\x4f\xff\x51' },
  { kind: 'icon', text: '\0\0\x01\0' },
  { kind: 'icon', text: '\0\0\x02\0' },
  { kind: 'icon', text: 'icns' },
  { kind: 'camera-raw', text: 'FUJIFILMCCD-RAW' },
  { kind: 'camera-raw', text: 'IIRO' },
  { kind: 'camera-raw', text: 'IIU\0' },
  { kind: 'camera-raw', text: 'II*\0????CR' },
  { kind: 'tiff', text: 'II*\0' },
  { kind: 'tiff', text: 'MM\0*' },
  { kind: 'tiff', text: 'II+\0' },
  { kind: 'tiff', text: 'MM\0+' },
  { kind: 'office', text: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { kind: 'archive', text: 'PK\x05\x06' },
  { kind: 'archive', text: 'Rar!\x1a\x07' },
  { kind: 'archive', text: '7z\xbc\xaf\x27\x1c' },
  { kind: 'archive', text: '\x1f\x8b' },
  { kind: 'archive', text: 'BZh?1AY&SY' },
  { kind: 'archive', text: '\xfd7zXZ\0' },
  { kind: 'archive', text: '\x28\xb5\x2f\xfd' },
  { kind: 'video', text: '\x1a\x45\xdf\xa3' },
  { kind: 'video', text: 'RIFF????AVI ' },
  { kind: 'video', text: 'FLV\x01' },
  { kind: 'video', text: '\0\0\x01\xba' },
  { kind: 'video', text: '\0\0\x01\xb3' },
  { kind: 'audio', text: 'RIFF????WAVE' },
  { kind: 'audio', text: 'ID3?\0' },
  { kind: 'audio', text: 'fLaC' },
  { kind: 'audio', text: 'OggS' },
  { kind: 'program', text: '\x7fELF' },
  { kind: 'program', text: 'MZ?\0' },
]

const BRANDS: Readonly<Record<string, FileKind>> = {
  avif: 'avif',
  avis: 'avif',
  'crx ': 'camera-raw',
  heic: 'heic',
  heix: 'heic',
  heim: 'heic',
  heis: 'heic',
  hevc: 'heic',
  hevx: 'heic',
  mif1: 'heic',
  msf1: 'heic',
  'M4A ': 'audio',
  'M4B ': 'audio',
}

/** Enough to see what a text, or a packed file, is about. */
const START = 4096

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length))
}

function begins(bytes: Uint8Array, signature: string): boolean {
  if (bytes.length < signature.length) return false
  return [...signature].every((letter, at) => letter === '?' || letter.charCodeAt(0) === bytes[at])
}

// Documents of today's office programs are packed files with names of their own in them.
function packedKind(bytes: Uint8Array): FileKind | null {
  if (!begins(bytes, 'PK\x03\x04')) return null
  const names = textAt(bytes, 0, Math.min(START, bytes.length))
  return /\[Content_Types\]\.xml|mimetypeapplication\/vnd\.|word\/|xl\/|ppt\//.test(names)
    ? 'office'
    : 'archive'
}

// Pictures of phones and videos share a format; its brands say which of them a file is.
function mediaKind(bytes: Uint8Array): FileKind | null {
  if (textAt(bytes, 4, 4) !== 'ftyp') return null
  const box = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
  const length = Math.min(bytes.length, box, 256)
  const brands = [textAt(bytes, 8, 4)]
  for (let at = 16; at + 4 <= length; at += 4) brands.push(textAt(bytes, at, 4))
  // `mif1` says only "a picture": which one, the other brands say.
  if (brands.includes('avif') || brands.includes('avis')) return 'avif'
  return brands.map((brand) => BRANDS[brand]).find((kind) => kind !== undefined) ?? 'video'
}

function textKind(bytes: Uint8Array): FileKind | null {
  const start = bytes.subarray(0, START)
  const [first = 0, second = 0] = start
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'text'
  const isText = start.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13) || byte === 27)
  if (start.length === 0 || !isText) return null
  const text = textAt(start, 0, start.length).toLowerCase()
  const opening = text.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^<!doctype html|^<html|^<head|^<body/.test(opening)) return 'html'
  if (opening.startsWith('<') && /<svg[\s>]/.test(opening)) return 'svg'
  return /<html[\s>]/.test(opening) ? 'html' : 'text'
}

/** What a file is that is no picture of ours, by its content; null where nobody knows. */
export function fileKind(bytes: Uint8Array): FileKind | null {
  const known = SIGNATURES.find(({ text }) => begins(bytes, text))
  return known?.kind ?? packedKind(bytes) ?? mediaKind(bytes) ?? textKind(bytes)
}
