import { BRIGHTEST } from '#shared/experiment/data-shape'
import type { ModelWords } from '#shared/records/model-contents'
import type { ModelTexts } from './model-texts'

/** What somebody says of a model, as texts that stand above those of its file. */
export function modelHints({ activation, normalization }: ModelWords): ModelTexts {
  return {
    ...(activation === undefined ? {} : { activation }),
    ...(normalization === undefined
      ? {}
      : {
          pixel_mean: String(BRIGHTEST * normalization.mean),
          pixel_divisor: String(BRIGHTEST * normalization.deviation),
        }),
  }
}
