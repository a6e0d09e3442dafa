import type { ExportRun } from './export-run'
import type { PassedSearch } from './run-file/write-run-file'

/** A file that was made of runs. */
export interface ExportedFile {
  readonly bytes: Uint8Array
  /** Sentences: what was checked, and what could not be. */
  readonly checked: readonly string[]
}

/** What makes one kind of file. */
export interface ExportWriter {
  /** What it is, in a line of the help. */
  readonly words: string
  /** Makes the file of at least one run, and of searches that go with them; throws a sentence where it cannot. */
  readonly write: (
    runs: readonly [ExportRun, ...ExportRun[]],
    searches: readonly PassedSearch[],
  ) => ExportedFile | Promise<ExportedFile>
}
