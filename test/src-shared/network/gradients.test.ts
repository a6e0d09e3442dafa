import { describe, expect, it } from 'vitest'
import { ACTIVATIONS } from '#shared/experiment/experiment'
import type { GradientCase } from '../../helpers/gradient-check'
import { compareGradients } from '../../helpers/gradient-check'

const dropout = { kind: 'dropout', ratio: 0.4 } as const
const alpha = { kind: 'alpha', ratio: 0.25 } as const

const CASES: readonly (readonly [string, GradientCase])[] = [
  ...ACTIVATIONS.map((activation) => [activation, { design: { activation } }] as const),
  ...ACTIVATIONS.map(
    (activation) =>
      [
        `${activation} after batch normalization`,
        { design: { activation, batchNormalization: true } },
      ] as const,
  ),
  ...[[], [6], [6, 5], [17, 4, 6]].map(
    (hidden) => [`${hidden.length} hidden layers`, { design: { hidden, activation: 'tanh' } }] as const,
  ),
  ['label smoothing', { plan: { labelSmoothing: 0.2 } }],
  ['label smoothing without hidden layers', { design: { hidden: [] }, plan: { labelSmoothing: 0.7 } }],
  ['dropout', { design: { activation: 'gelu', dropout } }],
  ['alpha dropout', { design: { activation: 'selu', dropout: alpha } }],
  ['alpha dropout with another activation', { design: { activation: 'tanh', dropout: alpha } }],
  [
    'pixels as they are',
    { design: { activation: 'softplus', initialization: 0.01 }, plan: { scaling: 'range' } },
  ],
  [
    'images shifted and mirrored',
    { design: { activation: 'elu' }, plan: { augmentation: { shift: 1, flip: true } } },
  ],
  [
    'everything at once',
    {
      design: { hidden: [8, 6, 5], activation: 'elu', batchNormalization: true, dropout },
      plan: { labelSmoothing: 0.1 },
    },
  ],
]

describe('the gradient of a step', () => {
  it.each(CASES)('should be the derivative of the mean loss: %s', (_, given) => {
    const report = compareGradients(given)

    expect(report.worst, `the deviation at ${report.where}`).toBeLessThan(2e-3)
    expect(report.checked).toBeGreaterThan(2 * report.skipped)
  })
})
