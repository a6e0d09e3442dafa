import { panelCount } from './layout'

// Tiles of 6 rows and 8 columns: 12 accumulators, two vectors of the second matrix and one splat of the first fill the 15
// registers that V8 has on x86-64, and 12 sums in the making keep two units busy that need four cycles for each addition.
// V8 unrolls short loops inside others, and these would not fit the registers then; so a tile is a function of its own with
// one loop, which V8 leaves as it is.

/** A row of a panel to start sums from. */
export const ZEROS = memory.data(64)

/**
 * Most terms of a sum that are added before the next tile's turn. With more, what the next tile reads again has left the first-level
 * cache; with fewer, loading and storing the sums takes longer than adding.
 */
const LONGEST_PASS: usize = 272

/** Terms of one pass, in whole panels, so that no short pass is left for the end; a sum without terms has one as well. */
@inline
export function passOf(terms: usize): usize {
  if (terms == 0) return LONGEST_PASS
  const passes = (terms + LONGEST_PASS - 1) / LONGEST_PASS
  return panelCount((terms + passes - 1) / passes) << 4
}

@inline
export function storeRow(out: usize, left: v128, right: v128): void {
  v128.store(out, left)
  v128.store(out, right, 16)
}
