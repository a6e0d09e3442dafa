import { errorMessage } from '../base/error-message'
import { CommandError, QuitError } from './command-error'
import { labHelp, verbHelp } from './help-text'
import { parseArguments } from './parsed-arguments'
import { type CommandContext, COMMON_OPTIONS, type VerbRow } from './verb'
import { VERBS } from './verbs'

const QUIT = 130

function isHelp(word: string | undefined): boolean {
  return word === '--help' || word === '-h' || word === 'help'
}

async function runVerb(row: VerbRow, rest: readonly string[], context: CommandContext): Promise<number> {
  const verb = await row.open()
  if (rest.some(isHelp)) {
    for (const line of verbHelp(row, verb)) context.output.line(line)
    return 0
  }
  return verb.run(parseArguments(rest, [...verb.options, ...COMMON_OPTIONS]), context)
}

/** Runs the command with its arguments; resolves to the exit code and never rejects. */
export async function runLab(args: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || isHelp(name)) {
    for (const line of labHelp(VERBS, context.invocation.typed)) context.output.line(line)
    return name === undefined ? 1 : 0
  }
  try {
    if (name === '--version' || name === '-v') {
      const { versionText } = await import('./version-text')
      context.output.line(versionText())
      return 0
    }
    const row = VERBS.find((candidate) => candidate.name === name)
    if (row !== undefined) return await runVerb(row, rest, context)
    const known = VERBS.map((candidate) => candidate.name).join(', ')
    throw new CommandError(`There is no verb ${JSON.stringify(name)}; there are ${known}.`)
  } catch (error) {
    context.output.note(errorMessage(error))
    return error instanceof QuitError ? QUIT : 1
  }
}
