"""The training step of an experiment in PyTorch, as its users write it: python3 torch-step.py VARIANT THREADS < experiment.json

VARIANT is "eager" (nn.Sequential, autograd, torch.optim.SGD) or "foreach" (the same with one call for all weights, gradients set to
none, and a batch that is gathered into memory that stays). Prints one line of JSON with the steps a second of the best of its stretches:
what else runs on a machine only takes time away. Pixels are random, because what they hold does not change the time.
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy

IMAGES = 60_000
STRETCHES = 5
SECONDS_OF_A_STRETCH = 1.0

ACTIVATIONS = {"selu": nn.SELU, "relu": nn.ReLU}
DROPOUTS = {"alpha": nn.AlphaDropout, "dropout": nn.Dropout}


def network(design):
    """Linear, batch normalization, activation, dropout for each hidden layer, and a linear layer of scores."""
    layers, inputs = [], design["input"]
    for width in design["hidden"]:
        layers.append(nn.Linear(inputs, width))
        if design["batchNormalization"]:
            layers.append(nn.BatchNorm1d(width))
        layers.append(ACTIVATIONS[design["activation"]]())
        if design["dropout"]["kind"] != "none":
            layers.append(DROPOUTS[design["dropout"]["kind"]](design["dropout"]["ratio"]))
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, design["output"])).train()


def training_step(variant, design, plan):
    """A function that trains one batch."""
    images, labels = torch.randn(IMAGES, design["input"]), torch.randint(design["output"], (IMAGES,))
    model = network(design)
    size, is_foreach = plan["batchSize"], variant == "foreach"
    optimizer = torch.optim.SGD(
        model.parameters(), lr=0.01, momentum=plan["optimizer"]["momentum"], weight_decay=plan["weightDecay"], foreach=is_foreach
    )
    batch = torch.empty(size, design["input"])

    def step():
        drawn = torch.randint(IMAGES, (size,))
        pixels = torch.index_select(images, 0, drawn, out=batch) if is_foreach else images[drawn]
        optimizer.zero_grad(set_to_none=is_foreach)
        loss = cross_entropy(model(pixels), labels[drawn])
        loss.backward()
        optimizer.step()
        return float(loss)

    return step


def stretch(step):
    """Steps a second of one stretch."""
    steps, start = 0, time.perf_counter()
    while steps < 2 or time.perf_counter() - start < SECONDS_OF_A_STRETCH:
        step()
        steps += 1
    return steps / (time.perf_counter() - start)


def steps_per_second(step):
    """The best of some stretches of about a second, after one that warms up."""
    speeds = [stretch(step) for _ in range(STRETCHES + 1)]
    return max(speeds[1:])


def main():
    variant, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    experiment = json.load(sys.stdin)
    step = training_step(variant, experiment["design"], experiment["plan"])
    print(json.dumps({"version": torch.__version__, "stepsPerSecond": steps_per_second(step)}))


main()
