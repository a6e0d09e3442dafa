import { strToU8, zipSync } from 'fflate'
import { dataName, dataOf } from '#shared/records/data-of-run'
import type { StopReason } from '#shared/records/run-record'
import type { CellValue } from '#shared/records/table-cell'
import { TABLE_COLUMNS } from '#shared/records/table-columns'
import { ZIP_TIME } from '../../models/zip-time'
import type { ExportRun } from '../export-run'
import { runName } from '../run-name'
import { curvePoints, startOf } from './curve-points'

/** RunStatus of MLflow; a run without a reason goes on. */
const STATUS: Readonly<Record<StopReason, number>> = {
  completed: 3,
  'early-stopping': 3,
  diverged: 4,
  stopped: 5,
  interrupted: 5,
}
const RUNNING = 1
/** SourceType of MLflow: LOCAL. */
const LOCAL = 4
/** So many hexadecimal digits of the data's fingerprint make as long an id as MLflow's own. */
const EXPERIMENT_DIGITS = 14

type Files = readonly (readonly [path: string, text: string])[]

/** Text in double quotes, as JSON and YAML both have it; what YAML does not print is escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function yaml(fields: Readonly<Record<string, string | number | null | readonly never[]>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}\n`)
    .join('')
}

/** Runs on the same data are an experiment, whose id follows from the data, so that two exports are one experiment. */
function experimentId({ record }: ExportRun): string {
  return String(BigInt(`0x${dataOf(record).slice(0, EXPERIMENT_DIGITS)}`))
}

function experimentMeta(id: string, run: ExportRun): string {
  return yaml({
    artifact_location: `mlruns/${id}`,
    creation_time: startOf(run),
    experiment_id: id,
    last_update_time: startOf(run),
    lifecycle_stage: 'active',
    name: `Our Neural Network: ${dataName(run.record)}`,
  })
}

function runMeta(experiment: string, run: ExportRun): string {
  const { record, summary } = run
  const start = startOf(run)
  return yaml({
    artifact_uri: `mlruns/${experiment}/${record.id}/artifacts`,
    end_time: record.seconds === null ? null : Math.round(start + 1000 * record.seconds),
    entry_point_name: '',
    experiment_id: experiment,
    lifecycle_stage: 'active',
    run_id: record.id,
    run_name: runName(summary),
    run_uuid: record.id,
    source_name: '',
    source_type: LOCAL,
    source_version: '',
    start_time: start,
    status: record.stopReason === null ? RUNNING : STATUS[record.stopReason],
    tags: [],
    user_id: record.author,
  })
}

/** A metric has a line for each point: milliseconds since 1970, value, iteration. */
function curveMetrics(run: ExportRun): Files {
  const lines = new Map<string, string[]>()
  const points = run.curves === null ? [] : curvePoints(run.curves)
  for (const { iteration, seconds, values } of points) {
    const at = Math.round(startOf(run) + 1000 * seconds)
    for (const [name, value] of values) {
      const line = `${at} ${value} ${iteration}\n`
      const known = lines.get(name)
      if (known === undefined) lines.set(name, [line])
      else known.push(line)
    }
  }
  return [...lines].map(([name, all]) => [`metrics/${name}`, all.join('')])
}

/** Settings are parameters, numbers that came out are metrics, and all else that is known are tags. */
function tableFiles(run: ExportRun): Files {
  const { record, summary } = run
  const end = Math.round(startOf(run) + 1000 * (record.seconds ?? 0))
  const fileOf = (kind: string, id: string, value: Exclude<CellValue, null>): Files[number] => {
    if (kind === 'setting') return [`params/${id}`, String(value)]
    return kind === 'result' && typeof value === 'number'
      ? [`metrics/${id}`, `${end} ${value} ${record.iterations}\n`]
      : [`tags/${id}`, String(value)]
  }
  return TABLE_COLUMNS.flatMap(({ id, kind, value }) => {
    const found = value(summary)
    return found === null ? [] : [fileOf(kind, id, found)]
  })
}

function runFiles(experiment: string, run: ExportRun): Files {
  const { annotations } = run.summary
  return [
    ['meta.yaml', runMeta(experiment, run)],
    ...tableFiles(run),
    ...curveMetrics(run),
    ['tags/mlflow.runName', runName(run.summary)],
    ['tags/mlflow.user', run.record.author],
    ['tags/mlflow.note.content', annotations.note],
    // MLflow looks for the folder, though nothing lies in it.
    ['artifacts/', ''],
  ]
}

/** A zip with a folder `mlruns`, as MLflow keeps runs in files. */
export function mlflowZip(runs: readonly ExportRun[]): Uint8Array {
  const files = runs.flatMap((run): Files => {
    const experiment = experimentId(run)
    return [
      [`mlruns/${experiment}/meta.yaml`, experimentMeta(experiment, run)],
      ...runFiles(experiment, run).map(
        ([path, text]) => [`mlruns/${experiment}/${run.record.id}/${path}`, text] as const,
      ),
    ]
  })
  return zipSync(Object.fromEntries(files.map(([path, text]) => [path, strToU8(text)])), { mtime: ZIP_TIME })
}
