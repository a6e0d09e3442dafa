import type { Language } from '#shared/language/language'
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

/** How a file of runs is to be made. */
export interface ExportOrder {
  /** Searches that go with the runs. */
  readonly searches: readonly PassedSearch[]
  /** What it will be called. */
  readonly name: string
  /** Of the words in it, where its format has any. */
  readonly language: Language
}

/** What makes one kind of file. */
export interface ExportWriter {
  /** What it is, in a line of the help. */
  readonly words: string
  /** Makes the file of at least one run; throws a sentence where it cannot. */
  readonly write: (
    runs: readonly [ExportRun, ...ExportRun[]],
    order: ExportOrder,
  ) => ExportedFile | Promise<ExportedFile>
}
