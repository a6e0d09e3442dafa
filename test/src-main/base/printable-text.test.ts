import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printableJson, printableText, shortPrintableText } from '../../../src-main/base/printable-text'

const ESCAPE = '\u001b'
const anyText = fc.string({ unit: 'binary', maxLength: 60 })
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units))

/** What a terminal obeys, told by its ranges rather than by the property names that the code uses. */
function obeyed(text: string): readonly string[] {
  return [...text].filter((character) => {
    const code = character.codePointAt(0) ?? 0
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0)
    const isDirection =
      code === 0x61c || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
    const isHidden =
      (code >= 0x200b && code <= 0x200f && code !== 0x200d) || code === 0x2060 || code === 0xfeff
    const isSeparator = code === 0x2028 || code === 0x2029
    const isHalf = code >= 0xd800 && code <= 0xdfff
    return isControl || isDirection || isHidden || isSeparator || isHalf
  })
}

describe('a text from elsewhere', () => {
  test.each([
    ['a colour (CSI)', `${ESCAPE}[31mred${ESCAPE}[0m`],
    ['a cleared screen', `${ESCAPE}[2J${ESCAPE}[H`],
    ['a title of the window (OSC)', `${ESCAPE}]0;owned\u0007`],
    ['the clipboard (OSC 52)', `${ESCAPE}]52;c;cm0gLXJmIC8=${ESCAPE}\\`],
    ['a link (OSC 8)', `${ESCAPE}]8;;http://elsewhere.example${ESCAPE}\\here${ESCAPE}]8;;${ESCAPE}\\`],
    ['a device string (DCS)', `${ESCAPE}P+q544e${ESCAPE}\\`],
    ['the same in C1', '\u009b31m \u009d0;owned\u009c \u0090q'],
    ['a line written over (CR, BS, DEL)', 'failed\r\u0008\u007fidentical'],
    ['another line', 'x\nidentical\u2028y\u2029z\u0085\u000b\u000c'],
    ['another direction', '\u202egnp.exe \u2066x\u2069 \u200e\u200f\u061c'],
    ['nothing to see', 'a\u200bb\u200cc\u2060d\ufeffe\u00adf\u3164g\u115fh'],
    ['halves of pairs', 'a\ud800b\udc00'],
    ['tags', 'a\u{e0041}\u{e0042}\u{e007f}'],
  ])('brings %s not into the terminal', (_what, text) => {
    const printed = printableText(text)
    expect(obeyed(printed)).toEqual([])
    expect(printed).toContain('\uFFFD')
    expect(printed).not.toMatch(/[\u3164\u115f\u00ad\u{e0000}-\u{e0fff}]/u)
  })

  test('does not pile marks upon a letter until they cover the lines around it', () => {
    const piled = `Z${'\u0300\u0301\u0489'.repeat(200)}algo`
    const printed = printableText(piled)
    expect(printed).toBe(`Z${'\u0300\u0301\u0489'.repeat(3).slice(0, 8)}\uFFFDalgo`)
    expect(printableText(printed)).toBe(printed)
    // What people write has fewer: Vietnamese in parts, Hebrew with its accents, Thai, Tibetan, Devanagari.
    for (const text of ['Vie\u0323\u0302t', 'בְּרֵאשִׁ֖ית', 'ที่นี่', 'བསྒྲུབས', 'क्षत्रिय', '한글'.normalize('NFD')])
      expect(printableText(text)).toBe(text)
    const json = printableJson({ piled })
    expect(JSON.parse(json)).toEqual({ piled })
    expect(json).not.toMatch(/\p{M}{9}/u)
  })

  test('holds nothing that a terminal obeys, whatever it was, and stays as it is the second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, anyUnits), (text) => {
        const printed = printableText(text)
        expect(obeyed(printed)).toEqual([])
        expect(printableText(printed)).toBe(printed)
      }),
    )
    for (let code = 0; code <= 0x10ffff; code += 1)
      if (obeyed(printableText(`a${String.fromCodePoint(code)}`)).length > 0) expect.unreachable(String(code))
  })

  test('keeps what people write: Korean, accents, pairs, and emoji that are joined of parts', () => {
    for (const text of ['학습 결과 👍🏽', 'Ångström é ß', '実験 ①', '👨‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣', 'a/b\\c: "d" <e>'])
      expect(printableText(text)).toBe(text)
  })

  test('is cut where it is too long, with a mark, never leaving half a pair', () => {
    expect(shortPrintableText('abcdef', 6)).toBe('abcdef')
    expect(shortPrintableText('abcdefg', 6)).toBe('abcdef…')
    expect(obeyed(shortPrintableText('😀'.repeat(10), 5))).toEqual([])
  })
})

test('JSON for a terminal says the same as any JSON, in characters that it can show', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, anyUnits), fc.oneof(anyText, anyUnits), (key, text) => {
      const value = [{ [`k${key}`]: text }, text]
      const printed = printableJson(value)
      expect(JSON.parse(printed)).toEqual(value)
      expect(printableText(printed)).toBe(printed)
    }),
  )
  expect(printableJson('\u009b\u202e\u{e0041}')).toBe('"\\u009b\\u202e\\udb40\\udc41"')
})
