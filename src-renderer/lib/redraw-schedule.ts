/** At most two redraws a second: what follows a training must not take time from it. */
const REDRAW_INTERVAL = 500

export interface RedrawTiming {
  /** Milliseconds from one redraw to the next, at least. */
  readonly interval?: number
  /** The caller's clock, so that a test can turn it. */
  readonly now?: () => number
}

export interface RedrawSchedule {
  /** The data changed: redraws now, or as soon as the interval allows, and not at all while nobody looks. */
  readonly request: () => void
  /** Says whether the chart can be seen. What was missed is drawn when it can again. */
  readonly show: (visible: boolean) => void
  readonly stop: () => void
}

/** Decides when something is redrawn that changes more often than anybody can see. */
export function createRedrawSchedule(
  redraw: () => void,
  { interval = REDRAW_INTERVAL, now = () => performance.now() }: RedrawTiming = {},
): RedrawSchedule {
  let visible = true
  let stale = false
  let last = -Infinity
  let timer: ReturnType<typeof setTimeout> | null = null

  function draw(): void {
    timer = null
    if (!visible || !stale) return
    stale = false
    last = now()
    redraw()
  }

  function request(): void {
    stale = true
    if (!visible || timer !== null) return
    const wait = last + interval - now()
    if (wait <= 0) draw()
    else timer = setTimeout(draw, wait)
  }

  function show(isVisible: boolean): void {
    visible = isVisible
    if (visible && stale) request()
  }

  function stop(): void {
    visible = false
    if (timer !== null) clearTimeout(timer)
  }

  return { request, show, stop }
}
