// What the measurements beside other programs read from the command line: [--rounds N] [--threads N] [--python COMMAND]
// [--patience SECONDS] [--json].

const words = process.argv.slice(2)

/** What stands behind a word of the command line. @param {string} name */
export function wordAfter(name) {
  return words.includes(name) ? words[words.indexOf(name) + 1] : undefined
}

export const rounds = Number(wordAfter('--rounds') ?? 5)
export const threads = wordAfter('--threads') ?? '2'
export const python = wordAfter('--python') ?? 'python3'
/** Seconds for which a measurement that others disturbed is tried again. */
export const patience = Number(wordAfter('--patience') ?? 25)
export const asJson = words.includes('--json')

/** Libraries of others take as many threads as ours. */
export const sameThreads = { OMP_NUM_THREADS: threads, OPENBLAS_NUM_THREADS: threads }
