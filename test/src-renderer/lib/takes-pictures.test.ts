import { expect, it } from 'vitest'
import { takesPictures } from '../../../src-renderer/lib/takes-pictures'
import { exampleRun } from '../../helpers/example-runs'

it('a run is tried on pictures where its weights are here and its data are Fashion-MNIST', () => {
  const dataset = { name: '과일', side: 32, classNames: ['사과', '배'], trainImages: 4, testImages: 2 }
  expect(takesPictures(exampleRun('one', { summary: { hasWeights: true } }))).toBe(true)
  expect(takesPictures(exampleRun('one', { summary: { hasWeights: false } }))).toBe(false)
  expect(takesPictures(exampleRun('one', { summary: { hasWeights: true }, record: { dataset } }))).toBe(false)
})
