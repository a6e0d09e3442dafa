import type { Point } from './point'

/** A part of a figure, its upper left and its lower right corner. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The part of a straight line that lies in the frame, by Liang and Barsky (1984); null where none does. */
function clippedSegment(a: Point, b: Point, frame: Frame): readonly [Point, Point] | null {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  let [from, to] = [0, 1]
  for (const [step, room] of [
    [-dx, a.x - frame.left],
    [dx, frame.right - a.x],
    [-dy, a.y - frame.top],
    [dy, frame.bottom - a.y],
  ] as const) {
    if (step === 0 && room < 0) return null
    if (step < 0) from = Math.max(from, room / step)
    if (step > 0) to = Math.min(to, room / step)
  }
  const at = (share: number): Point =>
    share === 0 ? a : share === 1 ? b : { x: a.x + share * dx, y: a.y + share * dy }
  return from > to ? null : [at(from), at(to)]
}

const isPlace = ({ x, y }: Point): boolean => Number.isFinite(x) && Number.isFinite(y)

/** The parts of a line that lie in the frame. Programs disagree about what else would hide the rest, so there is no rest. */
export function clippedLine(places: readonly Point[], frame: Frame): readonly (readonly Point[])[] {
  const parts: Point[][] = []
  places.forEach((b, index) => {
    const a = places[index - 1]
    if (a === undefined || !isPlace(a) || !isPlace(b)) return
    const segment = clippedSegment(a, b, frame)
    if (segment === null) return
    const last = parts.at(-1)
    if (last?.at(-1) === segment[0]) last.push(segment[1])
    else parts.push([...segment])
  })
  return parts
}

export const isInside = ({ x, y }: Point, { left, top, right, bottom }: Frame): boolean =>
  x >= left && x <= right && y >= top && y <= bottom
