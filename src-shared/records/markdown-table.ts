import type { CsvRow } from './csv-parse'

const RULE = /^[|+:\-= ]+$/
const ESCAPED = /\\([!-/:-@[-`{-~])/g

/** Whether a line is the one of dashes below the header of a Markdown table. */
export function isMarkdownRule(line: string): boolean {
  const text = line.trim()
  return text.length < 10_000 && RULE.test(text) && text.includes('-') && /[|+]/.test(text)
}

function cellText(cell: string): string {
  const text = cell.trim()
  const inside = /^(`|\*\*|__)(.*)\1$/s.exec(text)?.[2] ?? text
  return inside.replace(ESCAPED, '$1').trim()
}

/** The cells of a line that pipes part; a pipe behind a backslash is a part of its cell. */
function cells(line: string): readonly string[] {
  const text = line.trim()
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '|') {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  if (text.startsWith('|')) parts.shift()
  if (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop()
  return parts.map(cellText)
}

/** Where the header stands: the line above the first rule, which may itself stand between two rules. */
function headerLine(lines: readonly string[]): number {
  let above = -1
  for (const [index, line] of lines.entries()) {
    if (!isMarkdownRule(line)) above = index
    else if (lines[above]?.includes('|') === true) return above
  }
  return -1
}

/**
 * The rows of a Markdown table, as GitHub, Obsidian and pandas' `to_markdown` write it. The text around the table, the rules of
 * dashes and a header that is repeated are left out.
 */
export function parseMarkdownTable(text: string): readonly CsvRow[] {
  const lines = text.split(/\r\n|\n|\r/)
  const header = headerLine(lines)
  if (header === -1) return []
  const headerText = lines[header]?.trim()
  return lines.flatMap((line, index) => {
    const isRow = index >= header && line.includes('|') && !isMarkdownRule(line)
    const isRepeated = index > header && line.trim() === headerText
    return isRow && !isRepeated ? [{ line: index + 1, cells: cells(line), broken: false }] : []
  })
}
