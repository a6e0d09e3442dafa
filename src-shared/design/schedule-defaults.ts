import type { Schedule, ScheduleKind } from './experiment'

/** Each schedule with the values that a form starts from, and that a file's missing fields take. */
export const SCHEDULE_DEFAULTS = {
  constant: { kind: 'constant' },
  'one-cycle': { kind: 'one-cycle', up: 0.5, start: 0, end: 0, tail: 0, final: 0 },
  cosine: { kind: 'cosine', end: 0, warmUp: 0 },
  step: { kind: 'step', every: 0.25, factor: 0.1, warmUp: 0 },
  'warm-up': { kind: 'warm-up', warmUp: 0.1 },
} as const satisfies Readonly<Record<ScheduleKind, Schedule>>
