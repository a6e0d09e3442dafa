import { positive, type RuleRow, share } from './field'

const section = 'schedule'
/** A share or a ratio that says nothing where it is 0. */
const orNone = share({ neutral: 0, section })

/**
 * One row a schedule. Shares are of all iterations; `start`, `end` and `final` are ratios of the learning rate, which is the peak.
 * What it computes: training/schedules.ts.
 */
export const SCHEDULE_ROWS = {
  constant: { constants: {} },
  /** Linear from `start` to 1 during the share `up`, linear down to `end`, and in the last share `tail` linear on to `final`. */
  'one-cycle': {
    constants: {
      up: share({ default: 0.5, section }),
      start: orNone,
      end: orNone,
      tail: orNone,
      final: orNone,
    },
  },
  /** Half a cosine from 1 down to `end`, after a linear rise during the share `warmUp`. */
  cosine: { constants: { end: orNone, warmUp: orNone } },
  /** Multiplied by `factor` after every share `every`, after a linear rise during the share `warmUp`. */
  step: {
    constants: {
      every: positive(1, { default: 0.25, section }),
      factor: positive(1, { default: 0.1, section }),
      warmUp: orNone,
    },
  },
  /** Linear rise during the share `warmUp`, then constant. */
  'warm-up': { constants: { warmUp: share({ neutral: 0, default: 0.1, section }) } },
} as const satisfies Readonly<Record<string, RuleRow>>
