import type { Schedule, ScheduleKind } from './experiment'
import { ruleWithDefaults } from './field-defaults'
import { SCHEDULE_ROWS } from './schedules'

/** The settings of one kind of schedule. */
export type ScheduleOf<K extends ScheduleKind> = Extract<Schedule, { readonly kind: K }>

/** Each schedule with the values that a form starts from, and that a file's missing fields take. */
export const SCHEDULE_DEFAULTS = Object.fromEntries(
  Object.entries(SCHEDULE_ROWS).map(([kind, row]) => [kind, ruleWithDefaults(kind, row)]),
) as unknown as { readonly [K in ScheduleKind]: ScheduleOf<K> }
