import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { mlflowZip } from '../../../../src-main/exports/tracking/mlflow-store'
import { trackedRun } from '../helpers/tracked-run'

const ID = '01M84XYRZ7BYB7Z1GVVRCVPSH9'
const START = Date.parse('2026-11-01T10:00:00.000Z')

describe('a file store of MLflow', () => {
  const other = trackedRun('01M84XYRZ7BYB7Z1GVVRCVPSHA')
  const elsewhere = { ...other, record: { ...other.record, data: 'd'.repeat(64) } }
  const files = unzipSync(mlflowZip([trackedRun(ID), elsewhere]))
  const experiment = Object.keys(files)[0]?.split('/')[1] ?? ''
  const text = (path: string): string => strFromU8(files[`mlruns/${experiment}/${path}`] ?? new Uint8Array())

  it('has an experiment for each data, whose id is a number', () => {
    const experiments = Object.keys(files).filter((path) => /^mlruns\/\d+\/meta\.yaml$/.test(path))
    expect(experiments).toHaveLength(2)
    expect(text('meta.yaml').split('\n')).toContain('name: "Our Neural Network: Fashion-MNIST"')
  })

  it('says of a run what MLflow asks for', () => {
    expect(text(`${ID}/meta.yaml`).split('\n')).toEqual([
      `artifact_uri: "mlruns/${experiment}/${ID}/artifacts"`,
      `end_time: ${START + 60_000}`,
      'entry_point_name: ""',
      `experiment_id: "${experiment}"`,
      'lifecycle_stage: "active"',
      `run_id: "${ID}"`,
      'run_name: "가나/다"',
      `run_uuid: "${ID}"`,
      'source_name: ""',
      'source_type: 4',
      'source_version: ""',
      `start_time: ${START}`,
      'status: 3',
      'tags: []',
      'user_id: "김: \\"하나\\" # 😀"',
      '',
    ])
  })

  it('has settings as parameters, curves and results as metrics, and all else as tags', () => {
    expect(text(`${ID}/params/activation`)).toBe('selu')
    expect(text(`${ID}/params/batch_size`)).toBe('512')
    expect(text(`${ID}/metrics/validation/loss`)).toBe(`${START + 1500} 1.5 15\n`)
    expect(text(`${ID}/metrics/learning_rate`)).toBe(`${START + 1500} 0.1 10\n${START + 3000} 0.01 20\n`)
    expect(text(`${ID}/metrics/test_acc`)).toMatch(/^\d+ 0\.89 \d+\n$/)
    expect(text(`${ID}/tags/mlflow.note.content`)).toBe('첫 줄\n둘째 줄')
    expect(text(`${ID}/tags/stop_reason`)).toBe('completed')
    // What is not known has no file.
    expect(files[`mlruns/${experiment}/${ID}/metrics/test_loss`]).toBeUndefined()
  })

  it('has the layout of a file store, as MLflow itself writes it: fields of an experiment, and a line a point', () => {
    const fields = text('meta.yaml')
      .split('\n')
      .map((line) => line.split(':')[0])
    expect(fields).toEqual([
      ...[
        'artifact_location',
        'creation_time',
        'experiment_id',
        'last_update_time',
        'lifecycle_stage',
        'name',
      ],
      '',
    ])
    const inside = Object.keys(files).filter((path) => path.startsWith(`mlruns/${experiment}/${ID}/`))
    for (const path of inside)
      expect(path.split('/')[3]).toMatch(/^(meta\.yaml|artifacts|metrics|params|tags)$/)
    const metrics = inside.filter((path) => path.includes('/metrics/'))
    expect(metrics.length).toBeGreaterThan(5)
    // Milliseconds since 1970, a number as Python reads it, the step.
    for (const path of metrics)
      expect(strFromU8(files[path] ?? new Uint8Array())).toMatch(
        /^(\d{13} (-?\d+(\.\d+)?(e[+-]\d+)?|NaN|-?Infinity) \d+\n)+$/,
      )
    // What may stand in a name of a metric, of a parameter and of a tag.
    for (const path of inside) expect(path).toMatch(/^[\w./ -]+$/)
  })
})
