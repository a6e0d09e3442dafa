import { availableParallelism, cpus } from 'node:os'
import type { Machine } from '#shared/records/run-record'
import { TEXT_LIMITS } from '#shared/records/text-limits'

/** What a record says about this computer: nothing that names its owner. */
export function readMachine(calibration: number | null = null): Machine {
  const model = cpus()[0]?.model.trim().slice(0, TEXT_LIMITS.machine) ?? ''
  return {
    cores: availableParallelism(),
    model: model === '' ? 'unknown' : model,
    platform: `${process.platform}-${process.arch}`,
    calibration,
  }
}
