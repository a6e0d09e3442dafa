import * as v from 'valibot'
import { savedViews } from '#shared/history/saved-view'
import type { Settings } from '#shared/ipc'
import { TEXT_LIMITS } from '#shared/records/text-limits'

const MOST_THREADS = 256

const entries = {
  language: v.picklist(['ko', 'en']),
  theme: v.picklist(['light', 'dark', 'system']),
  threads: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_THREADS)),
  author: v.pipe(v.string(), v.maxLength(TEXT_LIMITS.author)),
  sealTestSet: v.boolean(),
  views: savedViews,
  notify: v.boolean(),
  lookForReleases: v.boolean(),
}

/** A change of settings, as the window sends it. */
export const settingsChange = v.partial(v.strictObject(entries)) satisfies v.GenericSchema<
  unknown,
  Partial<Settings>
>

/** The settings file: what is missing gets its default, and fields of a newer version are kept. */
export const settingsFile = v.looseObject({
  ...v.partial(v.object(entries)).entries,
  /** Steps a second of the standard workload, and by which arithmetic and engine it was measured. */
  calibration: v.optional(
    v.object({ engine: v.string(), stepsPerSecond: v.pipe(v.number(), v.minValue(0)) }),
  ),
  /** The release that was told last. */
  toldRelease: v.optional(v.pipe(v.string(), v.maxLength(100))),
})

export type SettingsFile = v.InferOutput<typeof settingsFile>
