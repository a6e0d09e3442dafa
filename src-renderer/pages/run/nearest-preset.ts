import { type Preset, PRESETS } from '#shared/experiment/presets'
import { compareRuns } from '#shared/history/differences'
import { experimentDistance } from '#shared/history/run-distance'
import { isImportedModel } from '#shared/records/imported-model'
import type { RunSummary } from '#shared/records/run-summary'
import type { CellValue, TableColumn } from '#shared/records/table-columns'

/** A setting of a run that its nearest preset has otherwise. */
export interface ChangedSetting {
  readonly column: TableColumn
  readonly preset: CellValue
  readonly run: CellValue
}

/** The preset that is most like a run, and the settings in which the run differs from it; the seed is chance and is left out. */
export function nearestPreset(run: RunSummary): {
  readonly preset: Preset
  readonly changed: readonly ChangedSetting[]
} | null {
  // Of a model's training nothing is known that could be compared.
  if (isImportedModel(run.record)) return null
  const { experiment } = run.record
  const [nearest] = PRESETS.map((preset) => ({
    preset,
    distance: experimentDistance(preset.experiment, experiment),
  })).sort((a, b) => a.distance - b.distance)
  if (nearest === undefined) return null
  const { preset } = nearest
  const original: RunSummary = { ...run, record: { ...run.record, experiment: preset.experiment } }
  const changed = compareRuns([original, run])
    .filter(({ column, differs }) => differs && column.id !== 'seed')
    .map(({ column, values }) => ({ column, preset: values[0] ?? null, run: values[1] ?? null }))
  return { preset, changed }
}
