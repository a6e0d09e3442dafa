import type { ExportRun } from './export-run'

/** A file that was made of runs. */
export interface ExportedFile {
  readonly bytes: Uint8Array
  /** Sentences: what was checked, and what could not be. */
  readonly checked: readonly string[]
}

/** One kind of file that runs can be written to. */
export interface ExportFormat {
  /** As `lab export --format` takes it. */
  readonly name: string
  /** Without a dot. */
  readonly extension: string
  /** What it is, in a line of the help. */
  readonly words: string
  readonly takes: 'one run' | 'several runs'
  /** Makes the file of at least one run, and throws a sentence where it cannot. */
  readonly write: (runs: readonly [ExportRun, ...ExportRun[]]) => ExportedFile | Promise<ExportedFile>
}
