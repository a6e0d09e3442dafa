const COLORS = 8

/** Colour of the run at a place among those that are compared. */
export const runColor = (index: number): number => (index % COLORS) + 1

/** Behind the eighth run the colours begin anew, with dashes. */
export const runDashed = (index: number): boolean => Math.floor(index / COLORS) % 2 === 1

export const runInk = (index: number): string => `var(--chart-${String(runColor(index))})`
