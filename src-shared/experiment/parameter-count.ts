import type { NetworkDesign } from './experiment'

type Widths = Pick<NetworkDesign, 'input' | 'hidden' | 'output'>

/** Numbers that training changes, layer by layer: weights and biases, and gamma and beta where batches are normalized. */
export function parameterCounts(
  design: Widths & Pick<NetworkDesign, 'batchNormalization'>,
): readonly number[] {
  const widths = [design.input, ...design.hidden, design.output]
  return widths.slice(1).map((width, layer) => {
    const isHidden = layer < design.hidden.length
    const normalization = isHidden && design.batchNormalization ? 2 * width : 0
    return (widths[layer] ?? 0) * width + width + normalization
  })
}

/** Numbers that training changes in the whole network; running statistics are state, not parameters. */
export function parameterCount(design: Parameters<typeof parameterCounts>[0]): number {
  return parameterCounts(design).reduce((sum, count) => sum + count, 0)
}
