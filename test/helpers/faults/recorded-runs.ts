import type { ElectronApplication } from '@playwright/test'
import type { RunRecord } from '#shared/records/run-record'
import { expect } from '../lab-window'
import { ask } from './asked-app'

/** What was recorded while faults struck: none of it may be lost or change, and the same experiment has the same weights. */
export interface RecordedRuns {
  readonly records: () => readonly RunRecord[]
  /** Takes the record of a run that has come to its end. */
  readonly add: (record: RunRecord, what: string) => void
  /** Compares all records with those of the app. */
  readonly expectAll: (app: ElectronApplication, what: string) => Promise<void>
}

export function recordedRuns(): RecordedRuns {
  const recorded = new Map<string, RunRecord>()
  const weights = new Map<string, string | null | undefined>()
  return {
    records: () => [...recorded.values()],
    add(record, what) {
      const settings = JSON.stringify(record.experiment)
      if (weights.has(settings)) expect(record.weightsSha256, what).toBe(weights.get(settings))
      weights.set(settings, record.weightsSha256)
      recorded.set(record.id, record)
    },
    async expectAll(app, what) {
      for (const [id, record] of recorded) expect(await ask(app, 'runs:record', id), what).toEqual(record)
      expect(await ask(app, 'app:diagnostics'), what).toContain(` runs, 0 files with problems`)
    },
  }
}
