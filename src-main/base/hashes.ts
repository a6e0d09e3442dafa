import { createHash, hash } from 'node:crypto'
import type { Experiment } from '#shared/experiment/experiment'
import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'
import { experimentIdentityJson } from '#shared/records/identity'
import type { RunCurves, RunRecord } from '#shared/records/run-record'

/** SHA-256 in lower-case hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data)
}

/** SHA-256 of several pieces, one after the other. */
export function sha256OfAll(pieces: readonly Uint8Array[]): string {
  const all = createHash('sha256')
  for (const piece of pieces) all.update(piece)
  return all.digest('hex')
}

/** SHA-256 of a run's numbers as little-endian binary32, whatever file they come from. */
export function weightsSha256(weights: Float32Array): string {
  return sha256(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength))
}

/** SHA-256 of the curves' canonical JSON, so that spaces and the order of fields do not matter. */
export function curvesSha256(curves: RunCurves): string {
  return sha256(canonicalJson(curves as unknown as JsonValue))
}

/** SHA-256 of the record's canonical JSON: two records of one id are one record exactly when it is the same. */
export function recordSha256(record: RunRecord): string {
  return sha256(canonicalJson(record as unknown as JsonValue))
}

/** The identity of a run (docs/arithmetic.md, "Hashes"). */
export function experimentIdentity(experiment: Experiment, data: string, arithmetic: string): string {
  return sha256(experimentIdentityJson(experiment, data, arithmetic))
}
