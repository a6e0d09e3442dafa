import { describe, expect, it } from 'vitest'
import { constantsOf } from '../../scripts/shared-constants.mjs'
import * as coefficients from '../../src-shared/kernels/coefficients'
import * as ruleCodes from '../../src-shared/kernels/rule-codes'
import * as scalarLayouts from '../../src-shared/kernels/scalar-layouts'

const indices: Readonly<Record<string, number>> = scalarLayouts
const block = (prefix: RegExp, not = /_WORDS$/): readonly number[] =>
  Object.entries(indices).flatMap(([name, index]) => (prefix.test(name) && !not.test(name) ? [index] : []))

describe('constants that all engines share', () => {
  it.each([
    ['coefficients', coefficients, 'float'],
    ['rule-codes', ruleCodes, 'int'],
    ['scalar-layouts', scalarLayouts, 'int'],
  ] as const)('%s says in C++ what TypeScript reads', (name, constants, type) => {
    const read = constantsOf(`src-shared/kernels/${name}.ts`).map((line) => {
      const [, of, constant, value] =
        /^constexpr (\w+) (\w+) = (?:static_cast<float>\()?([^);]+)\)?;$/.exec(line) ?? []
      return [constant, `${of} ${Number(value)}`]
    })

    expect(Object.fromEntries(read)).toEqual(
      Object.fromEntries(Object.entries(constants).map(([key, value]) => [key, `${type} ${value}`])),
    )
  })

  it('refuses a file that holds more than constants', () => {
    expect(() => constantsOf('src-shared/kernels/panels.ts')).toThrow('nothing else')
  })

  it('gives no two scalars of a block one index, and none an index outside', () => {
    const optimizer = block(/^/, /^(DROPOUT|TARGET)_|^OPTIMIZER_SCALARS$/)
    for (const [taken, size] of [
      [optimizer, scalarLayouts.OPTIMIZER_SCALARS],
      [block(/^DROPOUT_/), scalarLayouts.DROPOUT_WORDS],
      [block(/^TARGET_/), scalarLayouts.TARGET_WORDS],
    ] as const)
      expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, index) => index))
  })
})
