/** Milliseconds after which what a window test waits for is taken for hanging: a slow core that others use never reaches it. */
export const PATIENCE = 240_000
