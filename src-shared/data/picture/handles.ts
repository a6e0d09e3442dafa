export const GREY_RULES = ['brightness', 'mean', 'red', 'green', 'blue'] as const
export type GreyRule = (typeof GREY_RULES)[number]
export const FRAMES = ['fit', 'crop', 'stretch'] as const
export type Frame = (typeof FRAMES)[number]
/** What is decided by looking at the picture, or by hand. */
export const DECISIONS = ['auto', 'on', 'off'] as const
export type Decision = (typeof DECISIONS)[number]

/** What is cut off at each side, as shares of the width and of the height. */
export interface Crop {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The smallest and the largest size of what is seen, 1 being the size that it comes with. */
export const SCALES = { least: 0.5, most: 2 } as const

/** What the user decides about the way of a picture to 28x28, step by step. */
export interface Handles {
  readonly crop: Crop
  readonly grey: GreyRule
  readonly frame: Frame
  readonly invert: Decision
  readonly centre: Decision
  readonly scale: number
}

/** Nothing is decided by hand. */
export const AUTOMATIC: Handles = {
  crop: { left: 0, top: 0, right: 0, bottom: 0 },
  grey: 'brightness',
  frame: 'fit',
  invert: 'auto',
  centre: 'auto',
  scale: 1,
}
