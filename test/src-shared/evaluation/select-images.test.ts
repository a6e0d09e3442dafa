import { describe, expect, it } from 'vitest'
import { selectImages } from '#shared/evaluation/select-images'

const labels = Uint8Array.from([0, 1, 2, 1, 0, 2])
const first = Uint8Array.from([0, 1, 1, 0, 0, 2])
const second = Uint8Array.from([0, 2, 1, 0, 1, 2])
const all = { trueClass: null, wrongIn: null, disagreeing: null }

describe('the images that are asked for', () => {
  it('are all where nothing is asked', () => {
    expect(selectImages(labels, all)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('are those of a class, those that a run got wrong, and both', () => {
    expect(selectImages(labels, { ...all, trueClass: 1 })).toEqual([1, 3])
    expect(selectImages(labels, { ...all, wrongIn: first })).toEqual([2, 3])
    expect(selectImages(labels, { ...all, trueClass: 1, wrongIn: first })).toEqual([3])
  })

  it('are those about which runs disagree, right or wrong', () => {
    expect(selectImages(labels, { ...all, disagreeing: [first, second] })).toEqual([1, 4])
    expect(selectImages(labels, { ...all, disagreeing: [first] })).toEqual([])
  })
})
