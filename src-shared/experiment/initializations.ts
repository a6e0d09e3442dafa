interface InitializationRow {
  /** Its word in the 14-column table: the table's `xavier` is our `lecun`. */
  readonly tableWord: string
  /** Variance of the weights of a layer with so many inputs and outputs. */
  readonly variance: (inputs: number, outputs: number) => number
}

/** One row an initialization. */
export const INITIALIZATION_ROWS = {
  lecun: { tableWord: 'xavier', variance: (inputs) => 1 / inputs },
  he: { tableWord: 'he', variance: (inputs) => 2 / inputs },
  xavier: { tableWord: 'glorot', variance: (inputs, outputs) => 2 / (inputs + outputs) },
} as const satisfies Readonly<Record<string, InitializationRow>>
