import { shellWords } from './shell-words'
import { SLURM_SETTINGS, type SlurmSetting } from './slurm-settings'

/** What is said of a cluster; an empty text leaves the choice to it. */
export interface ClusterChoices extends Readonly<Record<SlurmSetting, string>> {
  /** Where the commands of Slurm run, through ssh; empty for this computer. */
  readonly host: string
  /** Training threads, and so processors, of each trial; 0 for what `lab` takes. */
  readonly threads: number
}

/** The words with which `lab` searches on a cluster; `dataset` names data of one's own. */
export function clusterCommand(file: string, dataset: string | null, choices: ClusterChoices): string {
  const { host, threads } = choices
  const option = (name: string, value: string): readonly string[] =>
    value.trim() === '' ? [] : [`--${name}`, value.trim()]
  return shellWords([
    ...['lab', 'search', file, '--executor', 'slurm'],
    ...option('dataset', dataset ?? ''),
    ...option('slurm-host', host),
    ...SLURM_SETTINGS.flatMap((name) => option(name, choices[name])),
    ...(threads > 0 ? ['--threads', String(threads)] : []),
  ])
}
