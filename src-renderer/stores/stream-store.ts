import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { StreamMessage } from '#shared/ipc'
import { watchTraining } from '../bridge/watch-training'
import { createRedrawSchedule } from '../lib/redraw-schedule'
import { seriesFromCurves, TrainingSeries } from '../lib/training-series'

type StreamEvent = Extract<StreamMessage, { kind: 'event' }>['event']
/** How much the newest speed counts: single figures jump, and the time left with them. */
const NEWEST_SPEED = 0.15

export type StartedEvent = Extract<StreamEvent, { kind: 'started' }>

/** What the training that runs, or ran last, has told so far. */
export const useStreamStore = defineStore('stream', () => {
  const id = shallowRef<string | null>(null)
  const series = shallowRef(new TrainingSeries())
  /** Rises when the series got new points, so that a chart knows that it is old. */
  const revision = ref(0)
  const iteration = ref(0)
  const stepsPerSecond = ref<number | null>(null)
  const started = shallowRef<StartedEvent | null>(null)
  const failure = shallowRef<string | null>(null)
  const ended = ref(false)
  const discarded = ref(false)

  // Events come up to hundreds a second; what they change is shown a few times a second, or the window takes time from training.
  const told = { iteration: 0, stepsPerSecond: null as number | null, points: 0 }
  const shown = createRedrawSchedule(show)

  function show(): void {
    iteration.value = told.iteration
    stepsPerSecond.value = told.stepsPerSecond
    if (told.points > 0) revision.value += 1
    told.points = 0
  }

  function begin(of: string, from: TrainingSeries): void {
    id.value = of
    series.value = from
    Object.assign(told, { iteration: 0, stepsPerSecond: null, points: 1 })
    show()
    started.value = null
    failure.value = null
    ended.value = false
    discarded.value = false
  }

  function measure(speed: number): void {
    const before = told.stepsPerSecond
    told.stepsPerSecond = before === null ? speed : before + NEWEST_SPEED * (speed - before)
  }

  function take(event: StreamEvent): void {
    if ('iteration' in event) told.iteration = event.iteration
    if (event.kind === 'started') started.value = event
    else if (event.kind === 'progress') measure(event.stepsPerSecond)
    else if (event.kind === 'logged') series.value.addTraining(event.point)
    else if (event.kind === 'validated') series.value.addValidation(event.point)
    else if (event.kind === 'layers') series.value.addLayers(event.point)
    else if (event.kind === 'discarded') discarded.value = true
    else if (event.kind === 'failed') failure.value = event.message
    if (event.kind === 'logged' || event.kind === 'validated' || event.kind === 'layers') told.points += 1
    shown.request()
  }

  function receive(message: StreamMessage): void {
    if (message.kind === 'history') {
      begin(message.id, seriesFromCurves(message.curves))
      told.iteration = message.iteration
      show()
      return
    }
    if (message.id !== id.value) begin(message.id, new TrainingSeries())
    if (message.kind === 'event') take(message.event)
    else {
      show()
      ended.value = true
    }
  }

  function start(): void {
    watchTraining(receive)
  }

  return {
    id,
    series,
    revision,
    iteration,
    stepsPerSecond,
    started,
    failure,
    ended,
    discarded,
    start,
    receive,
  }
})
