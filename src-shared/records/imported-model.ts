import type { RunRecord } from './run-record'

/** Whether a run is a network of another program, of whose training nothing is known. */
export function isImportedModel({ imported }: Pick<RunRecord, 'imported'>): boolean {
  return imported?.model === true
}
