import { svgElement, svgText } from './svg-element'

/*
 * Figures for reports and slides: on white, in sizes that do. A figure that fills a slide has text of 20 points, and one as wide as
 * the text of a page has text of 9.
 */

export const FIGURE_WIDTH = 960
export const FIGURE_HEIGHT = 540
export const FIGURE_MARGIN = 28
export const TEXT_SIZE = 20
export const TITLE_SIZE = 26
/** From one line of text to the next. */
export const LINE_HEIGHT = 28

/** The colours of the charts on white, `--chart-1` to `--chart-8` of the light theme. */
export const FIGURE_INKS = [
  ...['#4338ca', '#c2410c', '#0f766e', '#a21caf'],
  ...['#0369a1', '#a16207', '#be123c', '#4d7c0f'],
] as const
export const TEXT_INK = '#18181b'
const MUTED_INK = '#3f3f46'
export const GRID_INK = '#e4e4e7'
export const AXIS_INK = '#71717a'

const FONTS =
  "Inter, Pretendard, 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', 'Apple SD Gothic Neo', Arial, sans-serif"

/** Colour of a chart by its number, 1 to 8. */
export const figureInk = (color: number): string =>
  FIGURE_INKS[(color - 1) % FIGURE_INKS.length] ?? FIGURE_INKS[0]

/** Letters of Korean, Chinese and Japanese are as wide as they are high. */
const WIDE = /[\u1100-\u11FF\u2E80-\uD7FF\uF900-\uFAFF\uFF00-\uFF60\u{1F000}-\u{1FAFF}]/u
const [WIDE_EM, NARROW_EM] = [1, 0.56]

/** About how wide a text is: there is nothing here to measure it with. */
export function textWidth(text: string, size = TEXT_SIZE): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? WIDE_EM : NARROW_EM
  return width * size
}

/** The text, or as much of its beginning as fits. */
export function fittingText(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  const characters = [...text]
  while (characters.length > 0 && textWidth(`${characters.join('')}…`) > width) characters.pop()
  return `${characters.join('')}…`
}

interface TextLook {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly size?: number
  readonly ink?: string
  readonly bold?: boolean
  /** Degrees around its place, clockwise. */
  readonly turned?: number
}

/** A line of text whose letters stand on this height. */
export function figureText(text: string, x: number, y: number, look: TextLook = {}): string {
  const { anchor = 'start', size = TEXT_SIZE, ink = MUTED_INK, bold = false, turned = 0 } = look
  return svgElement(
    'text',
    {
      ...{ x, y, fill: ink },
      ...(anchor === 'start' ? {} : { 'text-anchor': anchor }),
      ...(size === TEXT_SIZE ? {} : { 'font-size': size }),
      ...(bold ? { 'font-weight': 600 } : {}),
      ...(turned === 0 ? {} : { transform: `rotate(${turned} ${x.toFixed(2)} ${y.toFixed(2)})` }),
    },
    svgText(text),
  )
}

/** A whole SVG file with its title, on white. */
export function figurePage(title: string, width: number, height: number, content: readonly string[]): string {
  return svgElement(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      ...{ role: 'img', 'font-family': FONTS, 'font-size': TEXT_SIZE },
    },
    ...['\n', svgElement('title', {}, svgText(title)), '\n'],
    ...[svgElement('rect', { width, height, fill: '#ffffff' }), '\n'],
    figureText(title, FIGURE_MARGIN, FIGURE_MARGIN + TITLE_SIZE - 4, {
      size: TITLE_SIZE,
      ink: TEXT_INK,
      bold: true,
    }),
    ...content.flatMap((element) => ['\n', element]),
    '\n',
  )
}
