import { CommandError } from './command-error'
import { labHelp, verbHelp } from './help-text'
import { QuitError } from './train-run'
import { COMMON_OPTIONS, type CommandContext, type Verb } from './verb'
import { VERBS } from './verbs'
import { readWords } from './words'

const QUIT = 130

function isHelp(word: string | undefined): boolean {
  return word === '--help' || word === '-h' || word === 'help'
}

async function runVerb(verb: Verb, rest: readonly string[], context: CommandContext): Promise<number> {
  if (rest.some(isHelp)) {
    context.output.line(verbHelp(verb))
    return 0
  }
  return verb.run(readWords(rest, [...verb.options, ...COMMON_OPTIONS]), context)
}

/** Errors become one sentence: whoever reads it is told what was wrong with what, not where in the program. */
function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n')[0] ?? text
}

/** Runs the command with its words; resolves to the exit code and never rejects. */
export async function runLab(words: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined || isHelp(name)) {
    context.output.line(labHelp(VERBS))
    return name === undefined ? 1 : 0
  }
  try {
    const verb = VERBS.find((candidate) => candidate.name === name)
    if (verb !== undefined) return await runVerb(verb, rest, context)
    const known = VERBS.map((candidate) => candidate.name).join(', ')
    throw new CommandError(`There is no verb ${JSON.stringify(name)}; there are ${known}.`)
  } catch (error) {
    context.output.note(sentenceOf(error))
    return error instanceof QuitError ? QUIT : 1
  }
}
