import { parseNumberText } from '../../lib/number-text'

/** Numbers as a line: `512, 256, 128`. */
export const listText = (values: readonly number[]): string => values.map(String).join(', ')

/** The numbers of a line; what is none is NaN, which no range may hold. */
export function readList(text: string): readonly number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(parseNumberText)
}
