type Counts = readonly (readonly number[])[]

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Each count as a share of the images of its true class: rows sum to 1, and the diagonal is the recall. */
export function sharesOfTrue(counts: Counts): Counts {
  return counts.map((row) => {
    const images = sum(row)
    return row.map((count) => share(count, images))
  })
}

/** Each count as a share of the images that were taken for its class: columns sum to 1, and the diagonal is the precision. */
export function sharesOfPredicted(counts: Counts): Counts {
  const images = counts.map((_, column) => sum(counts.map((row) => row[column] ?? 0)))
  return counts.map((row) => row.map((count, column) => share(count, images[column] ?? 0)))
}

/** How many images more than in the other matrix. */
export function matrixDifference(counts: Counts, others: Counts): Counts {
  return counts.map((row, truth) => row.map((count, column) => count - (others[truth]?.[column] ?? 0)))
}
