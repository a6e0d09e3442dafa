import { markdownText } from '#shared/records/report-files'
import type { Block, Line, Piece } from './report-document'

/** Fences and spans of code end at their own marks, which none of our codes has: ids and short texts of experiments. */
function pieceText(piece: Piece): string {
  if (typeof piece === 'string') return markdownText(piece)
  return 'code' in piece ? `\`${piece.code}\`` : `**${markdownText(piece.strong)}**`
}

const lineText = (line: Line): string => line.map(pieceText).join('')

function tableText({ headings, rows, numbersFrom = Infinity }: Extract<Block, { kind: 'table' }>): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  const marks = headings.map((_, column) => (column < numbersFrom ? '---' : '--:'))
  return [row(headings.map(lineText)), row(marks), ...rows.map((cells) => row(cells.map(lineText)))].join('')
}

/** A name of a file as the target of a link, where brackets and spaces would end it. */
const linkTo = (name: string): string =>
  encodeURIComponent(Buffer.from(name).toString()).replaceAll('(', '%28').replaceAll(')', '%29')

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownText(block.text)}\n`
    case 'lines':
      return `${block.lines.map(lineText).join('  \n')}\n`
    case 'table':
      return tableText(block)
    case 'figure':
      return `![${markdownText(block.title)}](${linkTo(block.name)})\n`
    case 'code':
      return `\`\`\`\n${block.lines.join('\n')}\n\`\`\`\n`
  }
}

/** A report as Markdown; its figures are files beside it. */
export const markdownDocument = (blocks: readonly Block[]): string => blocks.map(blockText).join('\n')
