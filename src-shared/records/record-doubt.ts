/** Why a record is not believed; `doubt-sentence.ts` has a sentence for each. */
export type DoubtCode =
  | 'changed'
  | 'newer'
  | 'identity'
  | 'unnamed'
  | 'parameters'
  | 'data'
  | 'plan'
  | 'iterations'
  | 'end'
  | 'kept'
  | 'share'
  | 'loss'
  | 'unsplit'
  | 'accuracy'
  | 'date'
  | 'told'

/** What in a record cannot be so. The run is shown with it; it is neither ranked nor offered nor shared. */
export interface RecordDoubt {
  readonly code: DoubtCode
  readonly values: Readonly<Record<string, string | number>>
}

/** The reason as one word, as a table keeps it: that of the lab which wrote it, however many tables lie between. */
export function doubtWord({ code, values }: RecordDoubt): string {
  return code === 'told' ? String(values['found']) : code
}
