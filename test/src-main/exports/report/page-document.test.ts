import { expect, it } from 'vitest'
import { pageDocument } from '../../../../src-main/exports/report/page-document'
import type { Block } from '../../../../src-main/exports/report/report-document'

const EVIL = `</title></style></pre><script src="x">alert(1)</script>" onerror="x`

it('nothing that a run says becomes markup of the page, and the page lets nothing be loaded', () => {
  const blocks: readonly Block[] = [
    { kind: 'heading', level: 1, text: EVIL },
    { kind: 'lines', lines: [[EVIL, { code: EVIL }, { strong: EVIL }]] },
    { kind: 'table', headings: [[EVIL]], rows: [[[EVIL]]], numbersFrom: 0 },
    { kind: 'figure', name: EVIL, title: EVIL, svg: EVIL },
    { kind: 'code', lines: [EVIL] },
  ]
  const page = pageDocument(blocks, EVIL, 'ko')
  expect(page).not.toContain('<script')
  expect(page).not.toContain('" onerror')
  expect(page).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; img-src data:/)
  expect(page.match(/&lt;script/g)).toHaveLength(9)
})
