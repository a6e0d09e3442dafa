const PARENT = /^search:([0-9a-f]{16})\/(\d{1,5})$/

/** Which trial of which search a run is. */
export interface SearchParent {
  readonly search: string
  readonly trial: number
}

/** What the record of a trial's run says of where it comes from. */
export function searchParent({ search, trial }: SearchParent): string {
  return `search:${search}/${trial}`
}

/** Reads the parent of a run; null for one that is no trial of a search. */
export function parseSearchParent(parent: string | null): SearchParent | null {
  const [, search, trial] = PARENT.exec(parent ?? '') ?? []
  return search === undefined || trial === undefined ? null : { search, trial: Number(trial) }
}
