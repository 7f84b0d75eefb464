"""Reference mIoU of a DRN-D-105 of random weights, computed the way GAN Compression and OMGD do.

usage: miouReference.py FOLDER

Writes to FOLDER network.onnx, pictures/N.png (256 x 256), labels/N.png (2048 x 1024, training ids) and reference.json. The
network is built here after the paper (Yu et al., "Dilated Residual Networks", 2017); the label maps are what the network
itself finds, changed in blocks, so that every class has an IoU that means something: one class occurs nowhere, one is
labelled but never found, and some blocks are not evaluated.
"""

import json
import os
import sys

import numpy as np
import torch
from PIL import Image
from torch import nn

PICTURES = 3
SIDE = 256
LABELS_WIDTH, LABELS_HEIGHT = 2048, 1024
BLOCK = 64
CLASSES = 19
NOWHERE, NEVER_FOUND = 13, 7
IGNORED = (255, 200)
MEAN = (0.29010095242892997, 0.32808144844279574, 0.28696394422942517)
DEVIATION = (0.1829540508368939, 0.18656561047509476, 0.18447508988480435)


def unit(inputs, outputs, size=3, stride=1, dilation=1, active=True):
    padding = dilation * (size - 1) // 2
    layers = [nn.Conv2d(inputs, outputs, size, stride, padding, dilation, bias=False), nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, *([nn.ReLU()] if active else []))


class Bottleneck(nn.Module):
    def __init__(self, inputs, planes, stride, dilation):
        super().__init__()
        inner = (unit(inputs, planes, 1), unit(planes, planes, 3, stride, dilation), unit(planes, 4 * planes, 1, active=False))
        self.inner = nn.Sequential(*inner)
        # Blocks of random weights would otherwise blow rounding up from block to block.
        nn.init.constant_(inner[-1][1].weight, 0.2)
        changes = stride > 1 or inputs != 4 * planes
        self.short = unit(inputs, 4 * planes, 1, stride, active=False) if changes else nn.Identity()

    def forward(self, x):
        return torch.relu(self.inner(x) + self.short(x))


def drn_d_105():
    layers = [unit(3, 16, 7), unit(16, 16), unit(16, 32, stride=2)]
    channels = 32
    for count, planes, stride, dilation in ((3, 64, 2, 1), (4, 128, 2, 1), (23, 256, 1, 2), (3, 512, 1, 4)):
        for index in range(count):
            layers.append(Bottleneck(channels, planes, stride if index == 0 else 1, dilation))
            channels = 4 * planes
    layers += [unit(channels, 512, dilation=2), unit(512, 512)]
    # Scores at an eighth of the size; a transposed convolution with a fixed triangle brings them back.
    grow = nn.ConvTranspose2d(CLASSES, CLASSES, 16, 8, 4, groups=CLASSES, bias=False)
    place = 1 - (torch.arange(16) - 7.5).abs() / 8
    grow.weight.data[:] = place[:, None] * place[None, :]
    return nn.Sequential(*layers, nn.Conv2d(512, CLASSES, 1), grow, nn.LogSoftmax(dim=1))


def picture(random):
    """Smooth colours with some grain."""
    coarse = random.integers(0, 256, (12, 12, 3), dtype=np.uint8)
    smooth = np.asarray(Image.fromarray(coarse).resize((SIDE, SIDE), Image.BICUBIC), np.int16)
    return np.clip(smooth + random.integers(-24, 25, smooth.shape), 0, 255).astype(np.uint8)


def network_input(levels):
    values = (levels.astype(np.float32) / 255 - np.float32(MEAN)) / np.float32(DEVIATION)
    return torch.from_numpy(values.transpose(2, 0, 1)[None].copy())


def settle(network, batch):
    """Batch norms take the pictures' own statistics, and no class wins everywhere."""
    norms = [layer for layer in network.modules() if isinstance(layer, nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = 1.0
    with torch.no_grad():
        network.train()(batch)
        network.eval()
        scores = network[-3]
        scores.bias.data -= network[:-2](batch).mean(dim=(0, 2, 3))
        scores.bias.data[[NOWHERE, NEVER_FOUND]] = -100


def found(network, levels):
    """The class of every pixel at full size: each class's scores resized by PIL, as the authors do it."""
    with torch.no_grad():
        scores = network(network_input(levels))[0].numpy()
    size = (LABELS_WIDTH, LABELS_HEIGHT)
    return np.stack([np.asarray(Image.fromarray(one).resize(size, Image.BILINEAR)) for one in scores]).argmax(axis=0)


def labelled(classes, random):
    labels = classes.astype(np.uint8)
    for top in range(0, LABELS_HEIGHT, BLOCK):
        for left in range(0, LABELS_WIDTH, BLOCK):
            chance = random.random()
            other = random.choice([one for one in range(CLASSES) if one != NOWHERE])
            if chance < 0.5:
                labels[top:top + BLOCK, left:left + BLOCK] = other if chance > 0.1 else random.choice(IGNORED)
    return labels


def main(folder):
    torch.manual_seed(8)
    random = np.random.default_rng(8)
    pictures = [picture(random) for _ in range(PICTURES)]
    network = drn_d_105()
    settle(network, torch.cat([network_input(levels) for levels in pictures]))
    for name in ("pictures", "labels"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    histogram = np.zeros((CLASSES, CLASSES))
    for index, levels in enumerate(pictures):
        classes = found(network, levels)
        labels = labelled(classes, random)
        Image.fromarray(levels).save(os.path.join(folder, "pictures", f"{index}.png"))
        Image.fromarray(labels).save(os.path.join(folder, "labels", f"{index}.png"))
        counts = labels < CLASSES
        pairs = CLASSES * labels[counts].astype(int) + classes[counts]
        histogram += np.bincount(pairs, minlength=CLASSES ** 2).reshape(CLASSES, CLASSES)
    hits = np.diag(histogram)
    with np.errstate(invalid="ignore"):
        iou = 100 * hits / (histogram.sum(0) + histogram.sum(1) - hits)
    torch.onnx.export(network, (network_input(pictures[0]),), os.path.join(folder, "network.onnx"), dynamo=False,
                      input_names=["pixels"], output_names=["scores"],
                      dynamic_axes={"pixels": {2: "height", 3: "width"}, "scores": {2: "height", 3: "width"}})
    with open(os.path.join(folder, "reference.json"), "w") as file:
        json.dump({"iou": [None if np.isnan(one) else one for one in iou], "miou": float(np.nanmean(iou)),
                   "parameters": sum(one.numel() for one in network.parameters())}, file)


main(sys.argv[1])
