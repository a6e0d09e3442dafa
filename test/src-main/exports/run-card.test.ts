import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { RunCardData } from '#shared/exports/run-card-data'
import type { ExportRun } from '../../../src-main/exports/export-run'
import { runCard } from '../../../src-main/exports/run-card/run-card'
import { finishedRecord, newRecord } from '../../../src-main/library/run-states'
import { exampleExperiment, exampleRun } from '../../helpers/example-runs'
import { newRun, smallCurves, smallResult } from '../../helpers/small-runs'

const MEGABYTE = 1_000_000
const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

/** The reference project's final network as a run, which had so many points on its curves. */
function finalRun(scaling: 'range' | 'standardize', points: number): ExportRun {
  const experiment = exampleExperiment({}, { scaling })
  const result = smallResult(experiment)
  const curves = smallCurves(ID, points)
  const record = finishedRecord(newRecord(newRun(ID, experiment), Date.UTC(2026, 10, 1)), result, curves)
  const summary = exampleRun(ID, { annotations: { title: 'a "<&>" title' } })
  const { weights } = result
  return { record, summary, weights, curves, notes: [], data: null }
}

const pageOf = (run: ExportRun): string => new TextDecoder().decode(runCard(run).bytes)
const blockOf = (page: string, tag: string): string =>
  new RegExp(`<${tag}>([^]*?)</${tag.split(' ')[0] ?? ''}>`).exec(page)?.[1] ?? ''
const dataOf = (page: string): RunCardData =>
  JSON.parse(blockOf(page, 'script type="application/json" id="card-data"')) as RunCardData

it('a card of the final network is below 2 MB, however long it trained, and has the weights byte for byte', () => {
  const run = finalRun('range', 100_000)
  const { bytes, checked } = runCard(run)
  expect([bytes.length < 2 * MEGABYTE, checked]).toEqual([true, []])
  const page = pageOf(run)
  const base64 = blockOf(page, 'script type="text/plain" id="card-weights"')
  expect(new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer)).toEqual(run.weights)
  const { curves, scaling, text } = dataOf(page)
  expect(curves?.loss.training.at(-1)?.x).toBe(1_000_000)
  expect([scaling, text?.slice(0, 5)]).toEqual([{ mean: 0, divisor: 255 }, 'onn1:'])
})

it('a card runs its own script and style, and nothing else', () => {
  const page = pageOf(finalRun('range', 3))
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? []
  for (const tag of ['script', 'style'] as const) {
    const hash = createHash('sha256').update(blockOf(page, tag)).digest('base64')
    expect(policy).toContain(`${tag}-src 'sha256-${hash}'`)
  }
  expect(policy).toMatch(/^default-src 'none';/)
  expect(page).toContain('<title>a &quot;&lt;&amp;&gt;&quot; title</title>')
  expect(page.match(/<script/g)).toHaveLength(3)
})

it('a card without the data by which pixels are standardized has no network, and says so', () => {
  const { bytes, checked } = runCard(finalRun('standardize', 3))
  expect(checked.join()).toMatch(
    /^The card is without its network\. Its pixels are standardized by these data/,
  )
  expect(dataOf(new TextDecoder().decode(bytes)).scaling).toBeNull()
})
