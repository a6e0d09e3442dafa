import { isBelieved } from '#shared/history/standing'
import type { RunSummary } from '#shared/records/run-summary'
import { widthsText } from '#shared/records/table-columns'

/** What a run is called where it has no title: its widths and its activation. */
export function runName({ annotations, record }: RunSummary): string {
  if (annotations.title !== '') return annotations.title
  const { design } = record.experiment
  return `${widthsText(design.hidden)} ${design.activation}`
}

const TAIL = 4
const DOUBT_SIGN = '⚠'

/**
 * Names by which runs can be told from each other: where two are called the same, the end of the id is added. One that is not
 * believed has its mark in every legend, list and text.
 */
export function distinctNames(runs: readonly RunSummary[]): ReadonlyMap<string, string> {
  const names = runs.map(runName)
  return new Map(
    runs.map((run, index) => {
      const { id } = run.record
      const name = names[index] ?? id
      const isShared = names.indexOf(name) !== names.lastIndexOf(name)
      const distinct = isShared ? `${name} …${id.slice(-TAIL)}` : name
      return [id, isBelieved(run) ? distinct : `${distinct} ${DOUBT_SIGN}`]
    }),
  )
}
