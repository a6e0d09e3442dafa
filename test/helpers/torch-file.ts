/** A layer as `nn.Linear` has it. */
interface Linear {
  readonly name: string
  readonly inputs: number
  readonly outputs: number
}

/**
 * Linear layers as `safetensors.torch.save_file(network.state_dict(), ...)` writes them: weights in rows of outputs, names by the
 * module's number, no word about activations. `value` gives each number.
 */
export function torchSafetensors(layers: readonly Linear[], value: (at: number) => number): Uint8Array {
  const tensors = layers.flatMap(({ name, inputs, outputs }) => [
    { name: `${name}.weight`, shape: [outputs, inputs] },
    { name: `${name}.bias`, shape: [outputs] },
  ])
  let end = 0
  const entries = tensors.map(({ name, shape }) => {
    const begin = end
    end += 4 * shape.reduce((product, side) => product * side, 1)
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const
  })
  const header = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) })
  const text = Buffer.from(header.padEnd(Math.ceil(header.length / 8) * 8))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  const numbers = Float32Array.from({ length: end / 4 }, (_, at) => value(at))
  return Buffer.concat([length, text, Buffer.from(numbers.buffer)])
}
