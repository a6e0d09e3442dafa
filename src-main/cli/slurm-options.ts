import { SLURM_SETTINGS } from '#shared/search/slurm-settings'
import { CommandError } from './command-error'
import type { OptionHelp, ParsedArguments } from './parsed-arguments'

const EXECUTORS = ['local', 'slurm'] as const

export const SLURM_OPTIONS: readonly OptionHelp[] = [
  { name: 'executor', value: 'NAME', text: 'local, or slurm: trials are jobs of a cluster (default: local)' },
  { name: 'slurm-host', value: 'HOST', text: 'runs the commands of Slurm there, through ssh' },
  { name: 'partition', value: 'NAME', text: 'of Slurm, where the jobs run' },
  { name: 'time', value: 'LIMIT', text: 'of Slurm, for each trial: 30 (minutes), 2:00:00, 1-12' },
  { name: 'mem', value: 'SIZE', text: 'of Slurm, for each trial: 2G' },
  { name: 'account', value: 'NAME', text: 'of Slurm, which pays' },
  {
    name: 'sbatch',
    value: 'OPTION',
    text: 'any other option of sbatch: --sbatch=--qos=long',
    repeated: true,
  },
]

/** How a search uses Slurm. */
export interface SlurmChoices {
  readonly host: string | null
  /** Options of sbatch. */
  readonly options: readonly string[]
}

/** Reads what the arguments say of Slurm; null where this computer trains. */
export function slurmChoices(args: ParsedArguments): SlurmChoices | null {
  const name = args.text('executor') ?? 'local'
  if (!EXECUTORS.some((executor) => executor === name))
    throw new CommandError(
      `There is no executor ${JSON.stringify(name)}; there are ${EXECUTORS.join(' and ')}.`,
    )
  if (name === 'slurm') {
    const passed = SLURM_SETTINGS.flatMap((option) => {
      const value = args.text(option)
      return value === undefined ? [] : [`--${option}=${value}`]
    })
    return { host: args.text('slurm-host') ?? null, options: [...passed, ...args.all('sbatch')] }
  }
  const alien = SLURM_OPTIONS.find((option) => option.name !== 'executor' && args.flag(option.name))
  if (alien !== undefined) throw new CommandError(`--${alien.name} is for --executor slurm.`)
  return null
}
