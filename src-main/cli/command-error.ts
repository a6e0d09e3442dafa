/** What the user did or found, told in one sentence; the command ends with a non-zero exit code. */
export class CommandError extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'CommandError'
  }
}

/** Quit in the middle: the run stands as interrupted, with its last checkpoint. */
export class QuitError extends CommandError {}
