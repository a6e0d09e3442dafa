import { expect, it } from 'vitest'
import { filledText } from '#shared/language/filled-text'

it('puts the values in, and the particles that they ask for', () => {
  expect(filledText('{field} 값 {found}[은/는] {field}', { field: 'loss', found: 0.3 })).toBe(
    'loss 값 0.3은 loss',
  )
})

it('takes a value as it is, even one that looks like a name', () => {
  expect(filledText('{a} and {b}', { a: '{b}', b: '$&' })).toBe('{b} and $&')
})
