/** The whole number nearest to one that is not negative, halves upwards. */
export const nearestWhole = (value: number): number => Math.floor(value + 0.5)
