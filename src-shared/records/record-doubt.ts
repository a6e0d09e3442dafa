/** Why a record is not believed; the window has a sentence of its own for each. */
type DoubtCode =
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

const SENTENCES: Readonly<Record<DoubtCode, (values: RecordDoubt['values']) => string>> = {
  changed: () => 'It was changed since it was recorded.',
  newer: () => 'It has settings of a newer version of the lab, so it cannot be checked here.',
  identity: () => 'Its identity is not that of its experiment.',
  unnamed: () => 'It does not say on which data and with which arithmetic it was trained.',
  parameters: ({ found, expected }) => `It claims ${found} parameters, but its network has ${expected}.`,
  data: () => 'Its network does not fit the data that it says it was trained on.',
  plan: ({ found, expected }) => `It claims ${found} planned iterations, but its plan has ${expected}.`,
  iterations: ({ found, expected }) => `It claims ${found} iterations of ${expected}.`,
  end: ({ reason }) => `It cannot have ended as "${reason}": its settings and iterations say otherwise.`,
  kept: ({ found }) => `It cannot have kept the weights called "${found}": its plan has none of these.`,
  share: ({ field, found, images }) => `${field} is ${found}, which is no share of ${images} images.`,
  loss: ({ field, found, expected }) =>
    `${field} is ${found}, but with its share of wrong answers it is at least ${expected}.`,
  unsplit: () => 'It has a validation loss, but no validation images.',
  accuracy: ({ found, expected }) => `Its test accuracy is ${found}, but its predictions give ${expected}.`,
  told: ({ found }) => `The table that it comes from says that it is not believed: ${found}.`,
  date: ({ found }) => `It claims to have started at ${found}.`,
}

/** The reason as one word, as a table keeps it: that of the lab which wrote it, however many tables lie between. */
export function doubtWord({ code, values }: RecordDoubt): string {
  return code === 'told' ? String(values['found']) : code
}

/** The reason as an English sentence. */
export function doubtSentence({ code, values }: RecordDoubt): string {
  return SENTENCES[code](values)
}
