import type { ExportRun } from './export-run'
import type { PassedSearch } from './run-file/write-run-file'

interface BesideFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A file that was made of runs. */
export interface ExportedFile {
  readonly bytes: Uint8Array
  /** Files that belong to it and lie in its folder. */
  readonly beside?: readonly BesideFile[]
  /** Sentences: what was checked, and what could not be. */
  readonly checked: readonly string[]
}

/** What makes one kind of file. */
export interface ExportWriter {
  /** What it is, in a line of the help. */
  readonly words: string
  /** Makes the file of at least one run, and of searches that go with them, under its name; throws a sentence where it cannot. */
  readonly write: (
    runs: readonly [ExportRun, ...ExportRun[]],
    searches: readonly PassedSearch[],
    name: string,
  ) => ExportedFile | Promise<ExportedFile>
}
