import type { Language } from '#shared/language/language'
import { hashSource, pageText } from '../page-text'
import type { Block, Line, Piece } from './report-document'

const STYLE = `
body { font: 9.5pt/1.45 Inter, Pretendard, 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', Arial, sans-serif; color: #18181b; margin: 0; }
h1 { font-size: 20pt; margin: 0 0 8pt; }
h2 { font-size: 13pt; margin: 16pt 0 6pt; break-after: avoid; }
p { margin: 0 0 6pt; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin-bottom: 8pt; font-size: 8.5pt; }
th, td { border-bottom: 0.5pt solid #d4d4d8; padding: 2.5pt 6pt 2.5pt 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { border-bottom: 1pt solid #71717a; }
tr { break-inside: avoid; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
code, pre { font: 8pt/1.4 'DejaVu Sans Mono', Consolas, monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f5; padding: 6pt; }
figure { margin: 0 0 10pt; break-inside: avoid; }
img { width: 100%; max-width: 17cm; }
`

function pieceHtml(piece: Piece): string {
  if (typeof piece === 'string') return pageText(piece)
  return 'code' in piece
    ? `<code>${pageText(piece.code)}</code>`
    : `<strong>${pageText(piece.strong)}</strong>`
}

const lineHtml = (line: Line): string => line.map(pieceHtml).join('')

function tableHtml({ headings, rows, numbersFrom = Infinity }: Extract<Block, { kind: 'table' }>): string {
  const cells = (name: 'th' | 'td', row: readonly Line[]): string =>
    row
      .map(
        (line, column) =>
          `<${name}${column < numbersFrom ? '' : ' class="number"'}>${lineHtml(line)}</${name}>`,
      )
      .join('')
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n')
  return `<table><thead><tr>${cells('th', headings)}</tr></thead><tbody>\n${body}\n</tbody></table>`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${pageText(block.text)}</h${block.level}>`
    case 'lines':
      return `<p>${block.lines.map(lineHtml).join('<br>')}</p>`
    case 'table':
      return tableHtml(block)
    case 'figure': {
      const source = Buffer.from(block.svg).toString('base64')
      return `<figure><img alt="${pageText(block.title)}" src="data:image/svg+xml;base64,${source}"></figure>`
    }
    case 'code':
      return `<pre>${pageText(block.lines.join('\n'))}</pre>`
  }
}

/** A report as a page to be printed, which loads nothing and has no script. */
export function pageDocument(blocks: readonly Block[], title: string, language: Language): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hashSource(STYLE)}; img-src data:">
<title>${pageText(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${blocks.map(blockHtml).join('\n')}
</body>
</html>
`
}
