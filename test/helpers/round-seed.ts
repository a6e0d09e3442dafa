/** The seed of rounds that are random, printed so that `TEST_SEED=<seed>` can repeat them. */
export function roundSeed(rounds: string): number {
  const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000)
  console.info(`${rounds}: TEST_SEED=${seed} repeats them`)
  return seed
}
