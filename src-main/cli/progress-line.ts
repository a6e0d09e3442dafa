const BAR_WIDTH = 24
const FULL = '█'
const EMPTY = '░'

/** Seconds as people read them: 45 s, 3 min 05 s, 1 h 20 min. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`
}

interface Progress {
  readonly iteration: number
  readonly iterations: number
  readonly stepsPerSecond: number
  readonly loss: number | null
  readonly accuracy: number | null
}

/** One line that says how far a training is and how long it still takes. */
export function progressLine({ iteration, iterations, stepsPerSecond, loss, accuracy }: Progress): string {
  const share = iteration / iterations
  const filled = Math.floor(share * BAR_WIDTH)
  const bar = FULL.repeat(filled) + EMPTY.repeat(BAR_WIDTH - filled)
  const left = stepsPerSecond > 0 ? `${durationText((iterations - iteration) / stepsPerSecond)} left` : ''
  const figures = [
    `${iteration}/${iterations}`,
    left,
    loss === null ? '' : `loss ${loss.toFixed(4)}`,
    accuracy === null ? '' : `validation ${(100 * accuracy).toFixed(1)} %`,
  ]
  return [bar, `${Math.floor(100 * share)} %`.padStart(5), ...figures.filter((text) => text !== '')].join(
    '  ',
  )
}
