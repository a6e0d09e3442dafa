import { NORMALIZATION_EPSILON } from '#shared/network/batch-normalization'
import type { Model } from '../model'
import { ACTIVATION_CODE } from './activation-code'

function moduleLines({ design }: Model): readonly string[] {
  const { input, hidden, output, activation, batchNormalization } = design
  const widths = [input, ...hidden]
  const { pytorch } = ACTIVATION_CODE[activation]
  return [
    ...hidden.map((width, layer) => {
      const norm = batchNormalization ? ` nn.BatchNorm1d(${width}, eps=${NORMALIZATION_EPSILON}),` : ''
      return `    nn.Linear(${widths[layer]}, ${width}),${norm} ${pytorch},`
    }),
    `    nn.Linear(${widths.at(-1)}, ${output}),`,
  ]
}

/** A program in Python that makes a module of PyTorch, to try or to train on. It reads the file as the one in NumPy does. */
export function pytorchProgram(model: Model): string {
  const side = Math.sqrt(model.design.input)
  return `"""The network of run ${model.origin['run']} of Our Neural Network, in PyTorch. It needs classify_numpy.py and model.safetensors beside it.

    python classify_pytorch.py t10k-images-idx3-ubyte.gz

prints a class and its probability for every image of an IDX file. From a program of yours:

    from classify_pytorch import CLASSES, network, pixels
    network(pixels(images))  # images: uint8 [N, ${side}, ${side}], 0 is black; gives scores
"""

import sys

import torch
from torch import nn

from classify_numpy import CLASSES, DIVISOR, MEAN, TENSORS, read_idx

network = nn.Sequential(
    nn.Flatten(),
${moduleLines(model).join('\n')}
)


def pixels(images):
    return torch.from_numpy(((images - MEAN) / DIVISOR).astype("float32"))


def load():
    tensor = lambda name: torch.from_numpy(TENSORS[name].copy())
    linear = [module for module in network if isinstance(module, nn.Linear)]
    norms = [module for module in network if isinstance(module, nn.BatchNorm1d)]
    with torch.no_grad():
        for layer, module in enumerate(linear):
            module.weight.copy_(tensor(f"layers.{layer}.weight").T)
            module.bias.copy_(tensor(f"layers.{layer}.bias"))
        for layer, module in enumerate(norms):
            module.weight.copy_(tensor(f"layers.{layer}.norm.gamma"))
            module.bias.copy_(tensor(f"layers.{layer}.norm.beta"))
            module.running_mean.copy_(tensor(f"layers.{layer}.norm.running_mean"))
            module.running_var.copy_(tensor(f"layers.{layer}.norm.running_var"))
    network.eval()


load()

if __name__ == "__main__":
    with torch.no_grad():
        for row in network(pixels(read_idx(sys.argv[1]))).softmax(dim=1):
            print(f"{CLASSES[int(row.argmax())]} {float(row.max()):.4f}")
`
}
