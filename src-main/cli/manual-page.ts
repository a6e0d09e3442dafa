import { description, homepage, name as command, productName, version } from '../../package.json'
import type { OpenedVerb } from './opened-verbs'
import type { OptionHelp } from './parsed-arguments'

/** A text that roff takes as it is: a dash is a minus that can be copied, and no line begins with a request. */
function plain(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&')
}

const term = (words: string, text: string): readonly string[] => ['.TP', `.B ${plain(words)}`, plain(text)]

function option({ name, value, text }: OptionHelp): readonly string[] {
  return term(value === undefined ? `--${name}` : `--${name} ${value}`, text)
}

function verbSection({ name, summary, usage, options, notes = [] }: OpenedVerb): readonly string[] {
  return [
    `.SS ${plain(['lab', name, usage].filter((word) => word !== '').join(' '))}`,
    plain(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
    ...options.flatMap(option),
    ...notes.flatMap((note) => ['.PP', plain(note)]),
  ]
}

/** The page for man(1), as lines of roff. */
export function manualPage(verbs: readonly OpenedVerb[]): readonly string[] {
  return [
    `.TH ${command.toUpperCase()} 1 "" "${productName} ${version}" "${productName}"`,
    '.SH NAME',
    plain(`${command} - ${description.replace(/\.$/, '')}`),
    '.SH SYNOPSIS',
    `.B ${plain(command)}`,
    plain('[--user-data-dir=DIR] [FILE.onn]'),
    '.br',
    `.B ${plain(`${command} lab`)}`,
    'VERB [options]',
    '.SH DESCRIPTION',
    'Without a verb it opens the window; a run file (.onn) is shown there before anything of it is taken.',
    plain(`With lab as its first word it is a command that needs no display, on the same library.`),
    'Ctrl\\-C stops a training and keeps it.',
    ...term('--user-data-dir=DIR', 'keeps settings and library of the window in DIR'),
    ...term(
      '--no-sandbox',
      'before all other words: without it root cannot start the app, because of Chromium',
    ),
    '.SH VERBS',
    ...verbs.flatMap(verbSection),
    '.SH EXIT STATUS',
    '0 where all went well, 1 where it did not (a sentence on stderr says why), 130 where the command was told to end.',
    '.SH FILES',
    ...term(`~/.config/${command}`, 'settings and library; $XDG_CONFIG_HOME stands in for ~/.config'),
    '.SH SEE ALSO',
    plain(homepage),
  ]
}
