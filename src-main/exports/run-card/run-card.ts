import { script, style } from 'virtual:run-card-page'
import { CARD_IDS, type RunCardData } from '#shared/exports/run-card-data'
import { errorMessage } from '../../base/error-message'
import { classNamesOf } from '../../library/run-class-names'
import type { Model } from '../../models/model'
import { modelOfRun } from '../../models/model-of-run'
import type { ExportRun } from '../export-run'
import type { ExportedFile } from '../export-writer'
import { hashSource, pageText } from '../page-text'
import { cardData } from './card-data'

/** JSON that can stand inside a page: nothing in it ends its element, or begins another. */
const pageJson = (data: RunCardData): string => JSON.stringify(data).replaceAll('<', String.raw`\u003c`)

/** Nothing is loaded from anywhere, and only this script and this style count. */
const POLICY = [
  "default-src 'none'",
  `script-src ${hashSource(script)}`,
  `style-src ${hashSource(style)}`,
  'img-src data: blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

function page(data: RunCardData, weights: Float32Array | null): string {
  const { title } = data.annotations
  const bytes = weights === null ? '' : Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${pageText(title === '' ? data.record.id : title)}</title>
<style>${style}</style>
</head>
<body>
<noscript>This page needs JavaScript to be shown. 이 페이지를 보려면 자바스크립트가 필요합니다.</noscript>
<main id="${CARD_IDS.page}"></main>
<script type="application/json" id="${CARD_IDS.data}">${pageJson(data)}</script>
<script type="text/plain" id="${CARD_IDS.weights}">${bytes.toString('base64')}</script>
<script>${script}</script>
</body>
</html>
`
}

/** The network that is in the card; where there is none, a sentence says why. */
function networkOf({ record, weights, data }: ExportRun): {
  readonly model: Model | null
  readonly checked: readonly string[]
} {
  const without = (why: string) => ({ model: null, checked: [`The card is without its network. ${why}`] })
  if (weights === null) return without(`The weights of run ${record.id} are not on this computer.`)
  try {
    return { model: modelOfRun(record, weights, data), checked: [] }
  } catch (error) {
    return without(errorMessage(error))
  }
}

/** One page for a run, with all that is known of it and the network itself, which works without a network of computers. */
export function runCard(run: ExportRun): ExportedFile {
  const { record } = run
  const { model, checked } = networkOf(run)
  const content = cardData(run, classNamesOf(record), model)
  const bytes = new TextEncoder().encode(page(content, model?.weights ?? null))
  return { bytes, checked }
}
