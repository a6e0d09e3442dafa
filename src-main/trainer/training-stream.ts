import type { MessagePortMain } from 'electron'
import type { StreamMessage } from '#shared/ipc'
import type { StreamVisibility } from '#shared/ipc-bridge'
import type { GrowingCurves } from '#shared/training/progress'
import { addEvent, curvesOf } from '#shared/training/progress'
import { isLastEvent, iterationOf, type TrainingEvent } from '#shared/training/training-events'

/**
 * Milliseconds between two messages to the window, whatever the speed of the training: as many as the window redraws. With all cores
 * at work each redraw takes a core from a thread, and all others wait for that one: it costs twice its processor time.
 */
const FLUSH_INTERVAL = 1000
/** In the beginning, when a curve changes most and somebody waits for its first points. */
const EARLY_INTERVAL = 500
const EARLY = 5000
/** The first thing that a window is told need not wait so long. */
const FIRST_FLUSH = 20

interface Viewer {
  readonly port: MessagePortMain
  isVisible: boolean
  waiting: StreamMessage[]
}

interface Shown {
  readonly id: string
  readonly curves: GrowingCurves
  iteration: number
  isOver: boolean
  /** When it began here, by the clock of `performance`. */
  readonly since: number
}

/** What windows see of the training. Points are never left out, but of several progress messages only the last is sent. */
export interface TrainingStream {
  attach(port: MessagePortMain): void
  /** Tells whether the window can be seen at all. */
  show(isVisible: boolean): void
  begin(id: string, curves: GrowingCurves, iteration: number): void
  tell(event: TrainingEvent): void
}

/** Keeps the curves as a window needs them that begins to look only now. */
function remember(shown: Shown, event: TrainingEvent): void {
  shown.iteration = iterationOf(event) ?? shown.iteration
  addEvent(shown.curves, event)
}

function withLatestProgress(waiting: readonly StreamMessage[], next: StreamMessage): StreamMessage[] {
  const isProgress = (message: StreamMessage): boolean =>
    message.kind === 'event' && message.event.kind === 'progress'
  return [...(isProgress(next) ? waiting.filter((message) => !isProgress(message)) : waiting), next]
}

const POINTS: ReadonlySet<string> = new Set(['progress', 'logged', 'validated', 'layers'])

function isNews(message: StreamMessage): boolean {
  return message.kind !== 'event' || !POINTS.has(message.event.kind)
}

function everythingSoFar({ id, curves, iteration, isOver }: Shown): readonly StreamMessage[] {
  const history: StreamMessage = { kind: 'history', id, curves: curvesOf(id, curves), iteration }
  return isOver ? [history, { kind: 'ended', id }] : [history]
}

export function createTrainingStream(): TrainingStream {
  const viewers = new Set<Viewer>()
  let shown: Shown | null = null
  let timer: NodeJS.Timeout | null = null
  let isShown = true

  function flush(): void {
    timer = null
    for (const viewer of viewers) {
      if (viewer.waiting.length > 0) viewer.port.postMessage(viewer.waiting)
      viewer.waiting = []
    }
  }

  function flushIn(milliseconds: number): void {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(flush, milliseconds)
  }

  function interval(): number {
    return shown !== null && performance.now() - shown.since < EARLY ? EARLY_INTERVAL : FLUSH_INTERVAL
  }

  function enqueue(message: StreamMessage): void {
    for (const viewer of viewers) {
      if (isShown && viewer.isVisible) viewer.waiting = withLatestProgress(viewer.waiting, message)
    }
    // How it ends, pauses or goes on is told at once.
    if (isNews(message)) flushIn(FIRST_FLUSH)
    else timer ??= setTimeout(flush, interval())
  }

  function showTo(viewer: Viewer): void {
    const isSeen = isShown && viewer.isVisible
    viewer.waiting = shown !== null && isSeen ? [...everythingSoFar(shown)] : []
    flushIn(FIRST_FLUSH)
  }

  return {
    attach(port) {
      const viewer: Viewer = { port, isVisible: false, waiting: [] }
      viewers.add(viewer)
      port.on('message', ({ data }) => {
        viewer.isVisible = (data as StreamVisibility).visible
        showTo(viewer)
      })
      port.on('close', () => viewers.delete(viewer))
      port.start()
    },
    show(isVisible) {
      if (isShown === isVisible) return
      isShown = isVisible
      viewers.forEach(showTo)
    },
    begin(id, curves, iteration) {
      shown = { id, curves, iteration, isOver: false, since: performance.now() }
      viewers.forEach(showTo)
    },
    tell(event) {
      if (shown === null || event.kind === 'checkpoint') return
      remember(shown, event)
      const { id } = shown
      if (event.kind !== 'ended') enqueue({ kind: 'event', id, event })
      if (!isLastEvent(event)) return
      shown.isOver = true
      enqueue({ kind: 'ended', id })
    },
  }
}
