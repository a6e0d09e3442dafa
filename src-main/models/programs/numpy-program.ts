import type { Model } from '../model'
import { ACTIVATION_CODE } from './activation-code'

const NORMALIZATION = `
        if layer < LAYERS - 1:
            of = lambda name: TENSORS[f"layers.{layer}.norm.{name}"]
            x = (x - of("running_mean")) / np.sqrt(of("running_var") + EPSILON) * of("gamma") + of("beta")`

/** A program in Python that needs nothing but NumPy. */
export function numpyProgram({ design, origin }: Model): string {
  const { activation, batchNormalization, hidden, input } = design
  const side = Math.sqrt(input)
  return `"""The network of run ${origin['run']} of Our Neural Network, in NumPy. It reads model.safetensors beside it.

    python classify_numpy.py t10k-images-idx3-ubyte.gz

prints a class and its probability for every image of an IDX file. From a program of yours:

    from classify_numpy import CLASSES, probabilities
    probabilities(images)  # images: uint8 [N, ${side}, ${side}], 0 is black
"""

import gzip
import json
import math
import sys
from pathlib import Path

import numpy as np

LAYERS = ${hidden.length + 1}


def read_safetensors(path):
    """The texts and the arrays of a file: the length of a header, the header, the numbers."""
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    texts = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[start + begin : start + end], "<f4").reshape(entry["shape"])
    return texts, tensors


TEXTS, TENSORS = read_safetensors(Path(__file__).with_name("model.safetensors"))
CLASSES = json.loads(TEXTS["classes"])
MEAN, DIVISOR = float(TEXTS["pixel_mean"]), float(TEXTS["pixel_divisor"])${
    batchNormalization ? '\nEPSILON = np.float32(TEXTS["normalization_epsilon"])' : ''
  }


def activation(z):
    return ${ACTIVATION_CODE[activation].numpy}


def scores(images):
    x = ((images.reshape(len(images), -1) - MEAN) / DIVISOR).astype(np.float32)
    for layer in range(LAYERS):
        x = x @ TENSORS[f"layers.{layer}.weight"] + TENSORS[f"layers.{layer}.bias"]${
          batchNormalization ? NORMALIZATION : ''
        }
        if layer < LAYERS - 1:
            x = activation(x)
    return x


def probabilities(images):
    z = scores(images)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def read_idx(path):
    data = Path(path).read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\\x1f\\x8b" else data
    count, rows, columns = np.frombuffer(data[4:16], ">u4")
    return np.frombuffer(data[16:], np.uint8).reshape(count, rows, columns)


if __name__ == "__main__":
    for row in probabilities(read_idx(sys.argv[1])):
        print(f"{CLASSES[row.argmax()]} {row.max():.4f}")
`
}
