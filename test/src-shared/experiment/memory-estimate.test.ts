import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryEstimate } from '#shared/experiment/memory-estimate'
import { createMemoryLayout } from '#shared/training/memory-layout'
import { validExperiments } from '../../helpers/valid-experiments'

test('the estimate is near what the engine allocates', () => {
  fc.assert(
    fc.property(validExperiments, (experiment) => {
      const exact = createMemoryLayout(experiment, { training: 60_000, test: 10_000 }, 2).size
      const ratio = memoryEstimate(experiment) / exact
      expect(ratio).toBeGreaterThan(0.5)
      expect(ratio).toBeLessThan(1.3)
    }),
    { numRuns: 200 },
  )
})
