import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { sealed } from '../base/sealed-json'

/** A record as its file shows it, with the hash of its content. A record that was changed keeps the hash that it had. */
export function recordText(record: RunRecord): string {
  return `${JSON.stringify(sealed(record), null, 2)}\n`
}

function member(key: string, value: unknown, indent: string): string {
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isGroup) return `${indent}${JSON.stringify(key)}: ${JSON.stringify(value)}`
  const members = Object.entries(value).map(([name, inner]) => member(name, inner, `${indent}  `))
  return `${indent}${JSON.stringify(key)}: {\n${members.join(',\n')}\n${indent}}`
}

/** Curves as their file shows them: each column on a line of its own, so that a text editor can read it. */
export function curvesText(curves: RunCurves): string {
  const members = Object.entries(curves).map(([key, value]) => member(key, value, '  '))
  return `{\n${members.join(',\n')}\n}\n`
}

/** Curves of a run that goes on: no record names their hash yet, so they carry it themselves. */
export function unfinishedCurvesText(curves: RunCurves): string {
  return curvesText(sealed(curves))
}
