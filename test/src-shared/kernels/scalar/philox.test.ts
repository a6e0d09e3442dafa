import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { multiplyHigh, philox } from '#shared/kernels/scalar/philox'

const word = fc.integer({ min: 0, max: 0xffffffff })

describe('philox', () => {
  // The published known answers of Random123 for philox4x32 with 10 rounds.
  it.each([
    {
      key: [0, 0],
      counter: [0, 0, 0, 0],
      answer: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    },
    {
      key: [0xffffffff, 0xffffffff],
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      answer: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      key: [0xa4093822, 0x299f31d0],
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      answer: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ])('gives the published words for key $key', ({ key, counter, answer }) => {
    const out = new Uint32Array(4)
    philox(key[0], key[1], counter[0], counter[1], counter[2], counter[3], out)
    expect([...out]).toEqual(answer)
  })

  it('multiplies high halves as exact integers do', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(multiplyHigh(a, b)).toBe(Number((BigInt(a) * BigInt(b)) >> 32n))
      }),
    )
  })
})
