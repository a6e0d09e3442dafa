import * as v from 'valibot'

/** A rectangle of a screen, as Electron counts. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window opens; without x and y the system chooses the place. */
export interface WindowPlace {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly isMaximized: boolean
}

export const LEAST_SIZE = { width: 720, height: 600 } as const
export const START_PLACE: WindowPlace = { width: 1280, height: 860, isMaximized: false }

/** So much of the window must be on a screen, or nobody could take hold of it. */
const LEAST_SEEN = { width: 160, height: 60 } as const

const coordinate = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000))
const length = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))
const placeFile = v.object({
  x: coordinate,
  y: coordinate,
  width: length,
  height: length,
  isMaximized: v.boolean(),
})

/** What two ranges share. */
const overlap = (from: number, length1: number, other: number, length2: number): number =>
  Math.min(from + length1, other + length2) - Math.max(from, other)

const seenOn = (
  place: Rectangle,
  screen: Rectangle,
): { readonly width: number; readonly height: number } => ({
  width: Math.max(0, overlap(place.x, place.width, screen.x, screen.width)),
  height: Math.max(0, overlap(place.y, place.height, screen.y, screen.height)),
})

const area = ({ width, height }: { readonly width: number; readonly height: number }): number =>
  width * height

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)))

/**
 * Where the window opens that was left at this place: on a screen that is there now, no larger than it, and with a title bar that can
 * be taken hold of. What makes no sense is the place at first.
 */
export function fittingPlace(remembered: unknown, screens: readonly Rectangle[]): WindowPlace {
  const read = v.safeParse(placeFile, remembered)
  const [main] = screens
  if (!read.success || main === undefined) return START_PLACE
  const place = read.output
  const screen = screens.reduce(
    (best, each) => (area(seenOn(place, each)) > area(seenOn(place, best)) ? each : best),
    main,
  )
  const size = {
    width: clamp(place.width, LEAST_SIZE.width, screen.width),
    height: clamp(place.height, LEAST_SIZE.height, screen.height),
  }
  const seen = seenOn(place, screen)
  const isReachable =
    seen.width >= LEAST_SEEN.width && seen.height >= LEAST_SEEN.height && place.y >= screen.y - 8
  if (!isReachable) return { ...size, isMaximized: place.isMaximized }
  return { x: place.x, y: place.y, ...size, isMaximized: place.isMaximized }
}
