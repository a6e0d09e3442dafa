import { describe, expect, it } from 'vitest'
import { knownColumn } from '#shared/records/table-columns'
import { parallelAxis } from '../../../../src-renderer/pages/runs/compare/parallel-axes'
import { exampleRun } from '../../../helpers/example-runs'

describe('an axis of the parallel coordinates', () => {
  it('has a tick for runs that lack the setting, and none where all have it', () => {
    const dropout = exampleRun('a')
    const without = exampleRun('b', { design: { dropout: { kind: 'none', ratio: 0 } } })
    expect(parallelAxis(knownColumn('dropout_ratio'), [dropout, without])).toMatchObject({
      hasMissing: true,
      places: [0.5, null],
    })
    expect(parallelAxis(knownColumn('batch_size'), [dropout, without]).hasMissing).toBe(false)
  })

  it('names its ends as the table does', () => {
    const runs = [0.9, 0.8827].map((testAccuracy, index) =>
      exampleRun(String(index), { record: { testAccuracy } }),
    )
    const { low, high } = parallelAxis(knownColumn('test_acc'), runs)
    expect([low, high].map((text) => text.replace('\u00A0', ' '))).toEqual(['88.27 %', '90.00 %'])
  })
})
