import { describe, expect, it } from 'vitest'
import { faultOf } from '../../eslint-rules/layers.mjs'

describe('the walls between the folders', () => {
  it.each([
    ['src-renderer/lab.ts', 'src-shared/ipc'],
    ['src-main/library/library.ts', 'src-shared/records/run-record'],
    ['src-shared/ipc.ts', 'src-shared/training/progress'],
    ['src-shared/training/loop.ts', 'src-shared/kernels/kernels'],
    ['src-shared/network/dense.ts', 'src-shared/network/layer'],
    ['src-shared/random/normal.ts', 'src-shared/kernels/scalar/logarithm'],
    ['src-shared/design/optimizers.ts', 'src-shared/kernels/rule-codes'],
  ])('let %s import %s', (file, target) => {
    expect(faultOf(file, target)).toBeUndefined()
  })

  it.each([
    ['src-renderer/lab.ts', 'src-main/main/index'],
    ['src-main/main/index.ts', 'src-renderer/lab'],
    ['src-shared/ipc.ts', 'src-main/main/index'],
    ['src-shared/kernels/reference.ts', 'src-shared/network/dense'],
    ['src-shared/network/dense.ts', 'src-shared/data/split'],
    ['src-shared/kernels/reference.ts', 'src-shared/random/philox'],
    ['src-shared/kernels/kernels.ts', 'src-shared/design/optimizers'],
    ['src-shared/records/run-record.ts', 'src-shared/ipc'],
  ])('keep %s from importing %s', (file, target) => {
    expect(faultOf(file, target)).toContain('must not import')
  })
})
