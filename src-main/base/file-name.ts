import { printableText } from './printable-text'

const MOST_BYTES = 200
const UNNAMED = 'file'
// What Windows, macOS and shared folders do not take in a name.
const FORBIDDEN = /[<>:"/\\|?*\uFFFD]/g
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?=$|[.\s])/i

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength
}

function cut(text: string, most: number): string {
  let [kept, bytes] = ['', 0]
  for (const character of text) {
    bytes += byteLength(character)
    if (bytes > most) break
    kept += character
  }
  return kept
}

function withoutEdges(text: string): string {
  return text.replace(/^[.\s]+|[.\s]+$/g, '')
}

/** A name for a file, made of any text: of a path only the last part counts, and every system can write it. */
export function fileName(text: string): string {
  const last = text.slice(-4096).split(/[/\\]/).at(-1) ?? ''
  const plain = withoutEdges(printableText(last.normalize('NFC')).replace(FORBIDDEN, '-'))
  const [, stem = plain, extension = ''] = /^(.*?)(\.[\p{L}\p{N}]{1,10})?$/su.exec(plain) ?? []
  const short = withoutEdges(cut(stem, MOST_BYTES - byteLength(extension)))
  const named = `${short === '' ? UNNAMED : short}${extension}`
  return RESERVED.test(named) ? `_${named}` : named
}
