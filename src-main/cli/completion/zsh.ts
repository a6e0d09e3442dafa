import type { OpenedVerb } from '../opened-verbs'
import type { OptionHelp } from '../parsed-arguments'
import { namesFile } from './names-file'

/** A text as one word of zsh. */
function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** A text in which brackets and colons stand for themselves. */
function plain(text: string): string {
  return text.replaceAll(/[\\[\]:]/g, '\\$&')
}

function option({ name, value, text, repeated }: OptionHelp): string {
  const marks = repeated === true ? '*' : ''
  if (value === undefined) return word(`${marks}--${name}[${plain(text)}]`)
  return word(`${marks}--${name}=[${plain(text)}]:${plain(value)}:${namesFile(value) ? '_files' : ''}`)
}

/** What zsh completes: `lab` or a run file, then a verb, then its options and files. */
export function zshCompletion(command: string, verbs: readonly OpenedVerb[]): readonly string[] {
  return [
    `#compdef ${command}`,
    'local -a verbs=(',
    ...verbs.map(({ name, summary }) => `  ${word(`${name}:${plain(summary)}`)}`),
    ')',
    "if (( CURRENT == 2 )); then compadd lab; _files -g '*.onn'; return; fi",
    'if [[ $words[2] != lab ]]; then _files; return; fi',
    'if (( CURRENT == 3 )); then _describe verb verbs; return; fi',
    'local verb=$words[3]',
    'shift 2 words',
    '(( CURRENT -= 2 ))',
    'case $verb in',
    ...verbs.map(
      ({ name, options }) => `  ${name}) _arguments ${options.map(option).join(' ')} '*:file:_files' ;;`,
    ),
    'esac',
  ]
}
