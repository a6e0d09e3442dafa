import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseIdxImages, parseIdxLabels } from '#shared/data/idx'
import { idxImages, idxLabels } from '../../helpers/idx-files'

test('what is in the file comes out', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }), (labels) => {
      expect([...parseIdxLabels(idxLabels(labels))]).toEqual(labels)
      const images = parseIdxImages(idxImages(labels.length, (image, pixel) => (image * 31 + pixel) % 256))
      expect(images.count).toBe(labels.length)
      expect(
        images.pixels.every((grey, index) => grey === (Math.floor(index / 784) * 31 + (index % 784)) % 256),
      ).toBe(true)
    }),
  )
})

test('any change of the header is found, whatever it is', () => {
  const bytes = idxImages(3)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const broken = Uint8Array.from(bytes)
      broken[at] = (broken[at] ?? 0) ^ change
      expect(() => parseIdxImages(broken)).toThrow(/\.$/)
    }),
  )
})

test('any cut is found', () => {
  const bytes = idxLabels([1, 2, 3, 4])
  for (let length = 0; length < bytes.length; length++) {
    expect(() => parseIdxLabels(bytes.subarray(0, length))).toThrow(/header alone|cut off/)
  }
})

test('random bytes never become data', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(() => parseIdxImages(bytes)).toThrow()
      expect(() => parseIdxLabels(bytes)).toThrow()
    }),
  )
})
