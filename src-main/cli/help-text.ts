import type { OptionHelp } from './parsed-arguments'
import { COMMON_OPTIONS, type Verb, type VerbRow } from './verb'

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

function optionRow({ name, value, text }: OptionHelp): readonly [string, string] {
  return [value === undefined ? `--${name}` : `--${name} ${value}`, text]
}

/** What `lab --help` prints. */
export function labHelp(verbs: readonly VerbRow[], typed: string): readonly string[] {
  return [
    'lab: the laboratory without a window',
    '',
    `Usage: ${typed} VERB [options]`,
    '',
    'Verbs:',
    ...columns(verbs.map(({ name, summary }) => [name, summary] as const)),
    '',
    `In all sentences, lab is short for ${typed}; lab --version tells the version, the engine and the arithmetic.`,
    '',
    'Every verb takes:',
    ...columns(COMMON_OPTIONS.map(optionRow)),
  ]
}

/** What `lab VERB --help` prints. */
export function verbHelp(
  { name, summary }: VerbRow,
  { usage, options, notes = [] }: Verb,
): readonly string[] {
  const words = ['lab', name, usage, '[options]'].filter((word) => word !== '').join(' ')
  return [
    `lab ${name}: ${summary}`,
    '',
    `Usage: ${words}`,
    '',
    'Options:',
    ...columns([...options, ...COMMON_OPTIONS].map(optionRow)),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ]
}
