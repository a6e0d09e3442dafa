import type { RunSummary } from '#shared/records/run-summary'
import { widthsText } from '#shared/records/table-columns'

/** What a run is called where it has no title: its widths and its activation. */
export function runName({ annotations, record }: RunSummary): string {
  if (annotations.title !== '') return annotations.title
  const { design } = record.experiment
  return `${widthsText(design.hidden)} ${design.activation}`
}
