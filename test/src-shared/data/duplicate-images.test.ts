import { expect, test } from 'vitest'
import { type DuplicateImages, findDuplicates } from '#shared/data/duplicate-images'

const SIDE = 8
const image = (level: number, first = level): Uint8Array =>
  new Uint8Array(SIDE * SIDE).fill(level).fill(first, 0, 1)

function joined(images: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(images.flatMap((pixels) => [...pixels]))
}

function duplicatesOf(
  train: readonly (readonly [Uint8Array, number])[],
  test: readonly (readonly [Uint8Array, number])[],
): DuplicateImages {
  const search = findDuplicates({
    side: SIDE,
    trainImages: joined(train.map(([pixels]) => pixels)),
    trainLabels: Uint8Array.from(train, ([, label]) => label),
    testImages: joined(test.map(([pixels]) => pixels)),
    testLabels: Uint8Array.from(test, ([, label]) => label),
  })
  let done = 0
  for (;;) {
    const step = search.next()
    if (step.done === true) return step.value
    // How much is done never falls, and is never all before the end.
    expect(step.value).toBeGreaterThanOrEqual(done)
    expect(step.value).toBeLessThan(1)
    done = step.value
  }
}

test('images are told with their part, their number in it and their label, and the same image is no near pair', () => {
  const found = duplicatesOf(
    [
      [image(10), 0],
      [image(200), 1],
      [image(10), 2],
    ],
    [
      [image(100), 0],
      [image(200), 3],
      [image(100, 110), 1],
    ],
  )
  expect(found).toMatchObject({ equalGroups: 2, isComplete: true, distance: SIDE / 28 })
  expect(found.equal).toEqual([
    [
      { split: 'train', index: 0, label: 0 },
      { split: 'train', index: 2, label: 2 },
    ],
    [
      { split: 'train', index: 1, label: 1 },
      { split: 'test', index: 1, label: 3 },
    ],
  ])
  expect(found.near).toEqual([
    {
      images: [
        { split: 'test', index: 0, label: 0 },
        { split: 'test', index: 2, label: 1 },
      ],
      distance: 10 / 255,
    },
  ])
})

test('a thousand images that differ a little are told in part, and that there are more', () => {
  const many = Array.from({ length: 60 }, (_, at) => [image(100, 40 + at), 0] as const)
  const found = duplicatesOf(many, [[image(255), 1]])
  expect([found.near.length, found.isComplete]).toEqual([1000, false])
})
