import type { OpenedVerb } from '../opened-verbs'
import type { OptionHelp } from '../parsed-arguments'
import { namesFile } from './names-file'

/** A text as one word of fish. */
function word(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}

/** What fish completes: `lab`, then a verb, then its options. */
export function fishCompletion(command: string, verbs: readonly OpenedVerb[]): readonly string[] {
  const after = `__${command.replaceAll('-', '_')}_after`
  const line = (condition: string, what: string, text: string): string =>
    `complete -c ${command} -n ${word(condition)} ${what} -d ${word(text)}`

  function option(verb: string, { name, value, text }: OptionHelp): string {
    const takes = value === undefined ? '-f' : namesFile(value) ? '-r -F' : '-x'
    return line(`${after} lab ${verb}`, `-l ${name} ${takes}`, text)
  }

  return [
    `# Whether exactly these words, and for a verb also others, stand before the cursor.`,
    `function ${after}`,
    '  set -l words (commandline -opc)',
    '  switch (count $argv)',
    '    case 2',
    '      test (count $words) -ge 3; and test "$words[2..3]" = "$argv"',
    '    case "*"',
    '      test "$words[2..]" = "$argv"',
    '  end',
    'end',
    line(after, '-a lab', 'the laboratory without a window'),
    ...verbs.flatMap(({ name, summary, options }) => [
      line(`${after} lab`, `-f -a ${name}`, summary),
      ...options.map((row) => option(name, row)),
    ]),
  ]
}
