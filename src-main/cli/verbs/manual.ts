import { CommandError } from '../command-error'
import { manualPage } from '../manual-page'
import { openVerbs } from '../opened-verbs'
import type { Verb, VerbRow } from '../verb'

/** Prints the manual page. */
export function manualOf(rows: readonly VerbRow[]): Verb {
  return {
    usage: '',
    options: [],
    notes: ['To read it: lab manual | man -l -'],
    async run({ positional }, { output }) {
      if (positional.length > 0) throw new CommandError('lab manual takes no words.')
      for (const line of manualPage(await openVerbs(rows))) output.line(line)
      return 0
    },
  }
}
