import type { Slice } from '#shared/search/slice'
import type { RecordedSearch } from '../search/recorded-search'
import type { RunData } from './run-data'
import type { SlurmChoices } from './slurm-options'
import type { TrainingChoices } from './training-options'

/** What a search is run with. */
export interface SearchToRun {
  readonly search: RecordedSearch
  readonly on: RunData
  /** The folder of data that was named; null where the library knows them. */
  readonly dataFolder: string | null
  readonly slice: Slice | null
  /** The one trial to train, counted from 0; null for all. */
  readonly trial: number | null
  /** Trials at once; undefined where nobody said. */
  readonly parallel: number | undefined
  readonly choices: TrainingChoices
  readonly slurm: SlurmChoices | null
  readonly author: string
}
