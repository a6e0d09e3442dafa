import { name as command } from '../../../package.json'
import { CommandError } from '../command-error'
import { bashCompletion } from '../completion/bash'
import { fishCompletion } from '../completion/fish'
import { zshCompletion } from '../completion/zsh'
import { openVerbs } from '../opened-verbs'
import type { Verb, VerbRow } from '../verb'

/** Written out rather than asked for at each Tab, as libraries for completion do: the app takes half a second to answer. */
const SHELLS = { bash: bashCompletion, fish: fishCompletion, zsh: zshCompletion }
const NAMES = Object.keys(SHELLS) as readonly (keyof typeof SHELLS)[]

/** Prints what completes the command of a package in a shell. */
export function completionOf(rows: readonly VerbRow[]): Verb {
  return {
    usage: NAMES.join(' | '),
    options: [],
    notes: [
      'The Debian package brings all three along; after another installation, for bash:',
      `${command} lab completion bash > ~/.local/share/bash-completion/completions/${command}`,
    ],
    async run({ positional }, { output }) {
      const shell = NAMES.find((candidate) => candidate === positional[0])
      if (shell === undefined || positional.length > 1)
        throw new CommandError(`lab completion takes the name of a shell: ${NAMES.join(', ')}.`)
      for (const line of SHELLS[shell](command, await openVerbs(rows))) output.line(line)
      return 0
    },
  }
}
