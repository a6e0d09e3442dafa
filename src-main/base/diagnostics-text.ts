import { release, totalmem } from 'node:os'
import type { Machine } from '#shared/records/run-record'
import { withoutHome } from './impersonal-text'

const GIB = 1024 ** 3

/** What somebody who looks into a fault asks first. Nothing in it names a person, a run or data. */
export interface DiagnosticsFacts {
  /** Name and version of the program. */
  readonly program: string
  /** What it runs on, such as `Electron 45.4.1`. */
  readonly runtimes: readonly string[]
  readonly machine: Machine
  readonly engine: string
  /** Why no faster engine trains; empty for the fastest. */
  readonly engineReason: string
  readonly arithmetic: string
  readonly libraryPath: string
  /** What is in the library, or the sentence that says why it could not be opened. */
  readonly library: { readonly runs: number; readonly problems: number } | string
  /** Lines that only one of the programs can tell. */
  readonly further?: readonly string[]
}

/** The facts as plain lines in English, with `~` for the home. */
export function diagnosticsLines(facts: DiagnosticsFacts): readonly string[] {
  const { program, runtimes, machine, engine, engineReason, arithmetic, libraryPath, library } = facts
  const { cores, model, platform, calibration } = machine
  const memory = Math.round(totalmem() / GIB)
  const contents =
    typeof library === 'string' ? library : `${library.runs} runs, ${library.problems} files with problems`
  return [
    program,
    `Runtime: ${runtimes.join(', ')}`,
    `System: ${platform}, ${release()}`,
    `Machine: ${model}, ${cores} cores, ${memory} GiB of memory`,
    `Engine: ${engine}, arithmetic ${arithmetic}${engineReason === '' ? '' : ` (${engineReason})`}`,
    `Speed: ${calibration === null ? 'not measured' : `${Math.round(calibration)} steps a second`}`,
    `Library: ${libraryPath}: ${contents}`,
    ...(facts.further ?? []),
  ].map((line) => withoutHome(line))
}
