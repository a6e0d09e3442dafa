import { describe, expect, it } from 'vitest'
import { importedRecord, readTable, type TableRow } from '#shared/records/import-table'
import { parseRunRecord } from '#shared/records/run-record-schema'

const COLUMNS =
  'hidden_size_list,activation,weight_init_std,weight_decay_lambda,use_dropout,dropout_ratio,use_batchnorm,iters_num,batch_size,learning_rate,optimizer,train_acc,test_acc,time,id,identity,stop_reason,iterations,validation_acc,train_loss,validation_loss,test_loss,author'
const PLAIN = {
  hidden_size_list: '100',
  activation: 'relu',
  weight_init_std: 'he',
  weight_decay_lambda: '0',
  use_dropout: 'False',
  dropout_ratio: '0',
  use_batchnorm: 'False',
  iters_num: '10',
  batch_size: '100',
  learning_rate: '0.01',
  optimizer: 'SGD',
} as const
/** Values at the edge of what a double, a schema or a person takes for a number. */
const EDGES = [
  '0',
  '-0',
  '1',
  '1e-320',
  '1e9',
  '1e12',
  '316224000',
  '316224000.5',
  '1e39',
  '1.1e39',
  '1e300',
  '1.7976931348623157e308',
]

const tableOf = (column: string, cell: string): string => {
  const cells: Readonly<Record<string, string>> = { ...PLAIN, [column]: cell }
  const row = COLUMNS.split(',').map((id) => cells[id] ?? '')
  return `${COLUMNS}\n${row.join(',')}\n`
}
const recorded = (row: TableRow): unknown =>
  JSON.parse(JSON.stringify(importedRecord(row, 'table.csv', '0'.repeat(64))))

describe('a row that is taken makes a record that can be read', () => {
  it.each(COLUMNS.split(','))('whatever its %s is', (column) => {
    for (const edge of EDGES) {
      const { rows } = readTable(tableOf(column, edge))
      for (const row of rows)
        expect([edge, parseRunRecord(recorded(row))]).toMatchObject([edge, { ok: true }])
    }
  })

  it('and one that no record can hold is refused with its bounds', () => {
    const reason = (column: string, cell: string): string | undefined =>
      readTable(tableOf(column, cell)).problems[0]?.reason
    expect(reason('time', '1e12')).toBe('time is 1000000000000, but must be between 0 and 316224000.')
    expect(reason('train_loss', '1e50')).toBe('train_loss is 1e+50, but must be between 0 and 1e+39.')
  })

  it('is not taken for zero where it is too small for a number', () => {
    const { rows, problems } = readTable(tableOf('weight_decay_lambda', '1e-400'))
    expect(rows).toEqual([])
    expect(problems[0]?.reason).toBe('weight_decay_lambda is “1e-400”, which is not a number.')
    expect(readTable(tableOf('weight_decay_lambda', '0.000e-400')).rows).toHaveLength(1)
  })
})
