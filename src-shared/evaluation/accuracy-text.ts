import { wilsonInterval } from './wilson-interval'

const percent = (share: number): string => (100 * share).toFixed(2)

/** An accuracy over so many images with its interval of 95 %, such as `90.31 % (95 %: 89.72 to 90.87)`; `between` its ends. */
export function accuracyText(accuracy: number, images: number, between = ' to '): string {
  const { low, high } = wilsonInterval(Math.round(accuracy * images), images)
  return `${percent(accuracy)} % (95 %: ${percent(low)}${between}${percent(high)})`
}
