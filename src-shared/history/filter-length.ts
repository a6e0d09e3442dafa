/** What is typed or pasted into the search box or the box of one column; words and a number or two. */
export const LONGEST_BOX = 1000
/** An expression with all its conditions. */
export const LONGEST_EXPRESSION = 20_000

/** Why a filter is not used that is too long to be one; null where it is not. */
export function lengthProblem(source: string, most: number): string | null {
  if (source.length <= most) return null
  return `The filter has ${source.length} characters; at most ${most} are allowed.`
}
