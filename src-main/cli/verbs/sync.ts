import { linesByKind } from '../../base/lines-by-kind'
import { printableJson } from '../../base/printable-text'
import { openLibrary } from '../../library/library'
import { openFolder, type SyncOutcome } from '../../sharing/sync-once'
import { watchPasses } from '../../sharing/watch-passes'
import { CommandError } from '../command-error'
import type { ParsedArguments } from '../parsed-arguments'
import type { Output, Verb } from '../verb'

function outcomeJson({ state, imported, written, pending, problems }: SyncOutcome): string {
  return printableJson({
    state,
    imported,
    written,
    pending,
    problems: problems.map(({ file, reason }) => ({ file, reason })),
  })
}

function tell(outcome: SyncOutcome, json: boolean, output: Output): void {
  const problems = linesByKind(
    outcome.problems,
    ({ code }) => code,
    ({ file, reason, remedy }) => `${file === '' ? '' : `${file}: `}${reason} ${remedy}`,
  )
  for (const line of problems) output.note(line)
  if (outcome.away !== null) output.note(`${outcome.away} Nothing was written, and nothing is lost.`)
  if (json) return output.line(outcomeJson(outcome))
  const { state, imported, written, pending } = outcome
  output.line(`${state.replaceAll('-', ' ')}: ${imported} imported, ${written} written, ${pending} pending`)
}

function folderOf(args: ParsedArguments): string {
  if (args.positional.length > 0)
    throw new CommandError(`lab sync takes options only, not ${JSON.stringify(args.positional[0])}.`)
  if (args.flag('once') && args.flag('watch'))
    throw new CommandError('lab sync takes either --once or --watch, not both.')
  const folder = args.text('folder')
  if (folder === undefined || folder === '')
    throw new CommandError('Say which folder to share through with --folder DIR.')
  return folder
}

/** Brings the runs of a shared folder here, and ours there. */
export const sync: Verb = {
  usage: '--folder DIR',
  options: [
    { name: 'folder', value: 'DIR', text: 'a folder that a file service syncs, or on a network share' },
    { name: 'create', text: "makes the lab's folder in it where there is none" },
    { name: 'once', text: 'syncs once and exits (default)' },
    { name: 'watch', text: 'keeps syncing until Ctrl-C' },
  ],
  notes: [
    'With --json each pass ends with one line {"state","imported","written","pending","problems":[{"file","reason"}]};',
    'Problems are told on stderr, the first of each kind with the number of the others; --json keeps all of them.',
    'state is one of up-to-date, pending, folder-away, needs-attention. The exit code is not 0 when the folder is not found.',
  ],
  async run(args, { output, library: appLibrary }) {
    const folder = folderOf(args)
    const library = await openLibrary(args.text('library') ?? appLibrary)
    const json = args.flag('json')
    try {
      let wake = (): void => undefined
      const opened = await openFolder({
        library,
        folder,
        create: args.flag('create'),
        onChange: () => wake(),
      })
      if (opened.kind === 'away') {
        tell(opened.outcome, json, output)
        return 1
      }
      try {
        if (args.flag('watch')) {
          const { root, sync: pass } = opened
          await watchPasses({
            root,
            sync: pass,
            onWake: (wakeUp) => {
              wake = wakeUp
            },
            tell: (outcome) => tell(outcome, json, output),
            ...(output.closed === undefined ? {} : { closed: output.closed }),
          })
          return 0
        }
        const outcome = await opened.sync()
        tell(outcome, json, output)
        return outcome.state === 'folder-away' ? 1 : 0
      } finally {
        await opened.close()
      }
    } finally {
      await library.close()
    }
  },
}
