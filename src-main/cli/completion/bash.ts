import type { OpenedVerb } from '../opened-verbs'

/** What bash completes: `lab` or a run file, then a verb, then its options or else files. */
export function bashCompletion(command: string, verbs: readonly OpenedVerb[]): readonly string[] {
  const complete = `_${command.replaceAll('-', '_')}`
  return [
    `${complete}() {`,
    '  local word=${COMP_WORDS[COMP_CWORD]} words=',
    '  COMPREPLY=()',
    '  if ((COMP_CWORD == 1)); then words=lab',
    '  elif [[ ${COMP_WORDS[1]} != lab ]]; then return',
    `  elif ((COMP_CWORD == 2)); then words='${verbs.map(({ name }) => name).join(' ')}'`,
    '  elif [[ $word == -* ]]; then',
    '    case ${COMP_WORDS[2]} in',
    ...verbs.map(
      ({ name, options }) =>
        `      ${name}) words='${options.map((option) => `--${option.name}`).join(' ')}' ;;`,
    ),
    '    esac',
    '  fi',
    '  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")',
    '}',
    `complete -o bashdefault -o default -F ${complete} ${command}`,
  ]
}
