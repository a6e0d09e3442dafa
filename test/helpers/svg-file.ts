import { Window } from 'happy-dom'

const parser = new new Window().DOMParser()

interface SvgFile {
  readonly texts: readonly string[]
  /** How many elements there are of a name. */
  readonly count: (name: string) => number
  /** The places along every line that is drawn with this stroke. */
  readonly lines: (stroke: string) => readonly (readonly { readonly x: number; readonly y: number }[])[]
}

/** An SVG file as a reader of XML takes it; throws where it is none. */
export function readSvg(text: string): SvgFile {
  const parsed = parser.parseFromString(text, 'image/svg+xml')
  const fault = parsed.querySelector('parsererror')
  if (fault !== null || parsed.documentElement.namespaceURI !== 'http://www.w3.org/2000/svg')
    throw new Error(`It is no SVG file: ${fault?.textContent ?? text.slice(0, 100)}`)
  const all = (name: string) => [...parsed.getElementsByTagName(name)]
  return {
    texts: all('text').map(({ textContent }) => textContent),
    count: (name) => all(name).length,
    lines: (stroke) =>
      all('path')
        .filter((path) => path.getAttribute('stroke') === stroke)
        .map((path) => path.getAttribute('d') ?? '')
        .filter((d) => d.includes('L'))
        .map((d) =>
          [...d.matchAll(/[ML](\S+?) ([\d.-]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) })),
        ),
  }
}
