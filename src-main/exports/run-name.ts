import type { RunSummary } from '#shared/records/run-summary'

/** What a run is called where there is one line for it: its title, or else its layers. */
export function runName({ annotations, record }: RunSummary): string {
  const { design } = record.experiment
  return annotations.title === ''
    ? [design.input, ...design.hidden, design.output].join('-')
    : annotations.title
}
