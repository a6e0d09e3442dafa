type Attributes = Readonly<Record<string, string | number>>

/** What XML cannot hold, however it is written: most controls, and halves of pairs. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text, of whoever it may be, as it stands in an SVG file: it ends no element and no attribute. */
export function svgText(text: string): string {
  return text
    .replaceAll(UNWRITABLE, '\uFFFD')
    .replaceAll(/[&<>"]/g, (character) => REFERENCES[character] ?? '')
}

/** Places are written to a hundredth, which nobody sees. */
const attributeText = (value: string | number): string =>
  typeof value === 'number' ? String(Number(value.toFixed(2))) : svgText(value)

/** An element of an SVG file; what is in it is written already. */
export function svgElement(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(value)}"`)
  const start = `<${name}${written.join('')}`
  return content.length === 0 ? `${start}/>` : `${start}>${content.join('')}</${name}>`
}
