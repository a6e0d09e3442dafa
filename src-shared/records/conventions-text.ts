import type { TableConventions } from './table-conventions'

const MARKS: Readonly<Record<string, string>> = {
  '.': 'points',
  ',': 'commas',
  ' ': 'spaces',
  "'": 'apostrophes',
  _: 'underscores',
}

const marksText = (marks: readonly string[]): string => marks.map((mark) => MARKS[mark] ?? mark).join(' and ')

/** How a file writes its numbers, in one sentence. */
export function conventionsText({ decimal, clash, thousands, accuracy }: TableConventions): string {
  const decimals = clash
    ? 'as many numbers with decimal points as with decimal commas'
    : decimal === null
      ? 'no decimal mark'
      : `decimal ${marksText([decimal])}`
  const groups = thousands.length === 0 ? 'nothing' : marksText(thousands)
  const accuracies = accuracy === 'share' ? 'accuracies from 0 to 1' : 'accuracies in percent'
  return `numbers were read with ${decimals}, ${groups} between thousands, and ${accuracies}.`
}
