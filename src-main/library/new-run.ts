import type { DatasetDescription } from '#shared/experiment/dataset-description'
import type { Experiment } from '#shared/experiment/experiment'
import type { Machine } from '#shared/records/run-record'

/** What is known of a run when it starts. */
export interface NewRun {
  readonly id: string
  readonly experiment: Experiment
  readonly identity: string
  readonly data: string
  readonly dataset?: DatasetDescription | undefined
  readonly arithmetic: string
  readonly engine: { readonly name: string; readonly threads: number }
  readonly machine: Machine
  readonly author: string
  readonly parameters: number
  readonly parent: string | null
}
