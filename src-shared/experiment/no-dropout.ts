import type { Dropout } from './experiment'

/** Every unit stays. */
export const NO_DROPOUT = { kind: 'none', ratio: 0 } as const satisfies Dropout
