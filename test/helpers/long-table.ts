const HEADER =
  'hidden_size_list,activation,weight_init_std,weight_decay_lambda,use_dropout,dropout_ratio,use_batchnorm,iters_num,batch_size,learning_rate,optimizer,train_acc,test_acc,time'
const ACTIVATIONS = ['relu', 'sigmoid', 'tanh', 'selu_tmp'] as const
const WIDTHS = ['[100]', '"[200, 100]"', '"[512, 256, 128]"'] as const

const of = <T>(values: readonly T[], index: number): T | undefined => values[index % values.length]

/** A table of so many rows as people have them: a few networks, many plans, and results of which no two are the same. */
export function longTable(rows: number, iterations = '1000'): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    [
      of(WIDTHS, row),
      of(ACTIVATIONS, row >> 2),
      'he',
      '0.0001',
      row % 2 === 0 ? 'True,0.3' : 'False,0.0',
      row % 3 === 0 ? 'True' : 'False',
      iterations,
      100,
      (0.001 + (row % 97) / 10_000).toFixed(5),
      'Adam',
      (0.8 + (row % 1999) / 20_000).toFixed(6),
      (0.75 + row / 1_000_000).toFixed(7),
      (12 + row / 7).toFixed(3),
    ].join(','),
  )
  return [HEADER, ...lines, ''].join('\n')
}
