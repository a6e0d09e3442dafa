import { invocationOf } from '../../src-main/cli/invocation'
import { runLab } from '../../src-main/cli/run-lab'

interface Places {
  /** Folder of the built programs that do the work; many verbs need none. */
  readonly programs?: string
  readonly data?: string
}

interface LabAnswer {
  readonly code: number
  /** What it wrote to stdout and to stderr. */
  readonly lines: readonly string[]
  readonly notes: readonly string[]
}

/** The command over a library, run inside of the test: no build, and no process of its own. */
export function labIn(
  library: string,
  { programs = 'out/main', data = 'resources/fashion-mnist' }: Places = {},
): (...words: readonly string[]) => Promise<LabAnswer> {
  return async (...words) => {
    const lines: string[] = []
    const notes: string[] = []
    const output = {
      line: (text: string) => lines.push(text),
      note: (text: string) => notes.push(text),
      progress: () => undefined,
    }
    const code = await runLab(words, { output, programs, invocation: invocationOf(programs), data, library })
    return { code, lines, notes }
  }
}
