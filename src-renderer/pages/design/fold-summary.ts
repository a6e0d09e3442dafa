import type { Experiment } from '#shared/experiment/experiment'
import type { Section } from '#shared/experiment/field'
import { fieldsOfSection } from '#shared/experiment/field-paths'
import { valueAt } from '../../lib/object-path'

export interface SummaryItem {
  readonly path: string
  readonly value: string | number | boolean
}

/** Fields of a section that are in use: their values are not neutral, or every file names them. */
export function inUse(experiment: Experiment, section: Section): readonly SummaryItem[] {
  return fieldsOfSection(experiment, section).flatMap(({ path, field }) => {
    const value = valueAt(experiment, path)
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return []
    return value === field.neutral && field.required !== true ? [] : [{ path, value }]
  })
}
