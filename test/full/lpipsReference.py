"""Reference numbers of the lpips package with an AlexNet and a VGG16 of random weights.

usage: lpipsReference.py FOLDER [--own-heads]

Writes FOLDER/reference.json: LPIPS of pairs of pictures for both networks; with --own-heads also the files of the
heads that come with the package, as FOLDER/lpips-{alex,vgg}.pth, used instead of random ones. Weights and pictures are made by formulas that the
TypeScript side repeats (test/fixtures/inception/noise.ts).
"""

import json
import shutil
import sys

import numpy as np
import torch

# Only torchvision's Python is needed; its compiled operators do not load beside every torch.
_library = torch.library.Library("torchvision", "DEF")
for _schema in ("nms(Tensor dets, Tensor scores, float threshold) -> Tensor",
                "qnms(Tensor dets, Tensor scores, float threshold) -> Tensor"):
    _library.define(_schema)

import lpips  # noqa: E402

PAIRS = 3
HEIGHT, WIDTH = 72, 64


def noise(count, stream):
    place = np.sin((np.arange(count, dtype=np.float64) + 1) * 12.9898 + (stream + 1) * 78.233) * 43758.5453
    return place - np.floor(place)


def fill(tensors):
    """He-scaled convolutions, small biases; streams in the order of the names."""
    for stream, name in enumerate(sorted(tensors)):
        shape = tuple(tensors[name].shape)
        unit = noise(int(np.prod(shape)), stream).reshape(shape)
        value = (unit - 0.5) * np.sqrt(24 / np.prod(shape[1:])) if len(shape) == 4 else (unit - 0.5) / 5
        tensors[name].copy_(torch.from_numpy(value.astype(np.float32)))


def pictures(seed):
    """Blocks of 8 x 8 with fine noise of another strength in each set."""
    coarse = noise(PAIRS * 9 * 8 * 3, 1000 + seed).reshape(PAIRS, 9, 8, 3).repeat(8, axis=1).repeat(8, axis=2)
    fine = noise(PAIRS * HEIGHT * WIDTH * 3, 2000 + seed).reshape(PAIRS, HEIGHT, WIDTH, 3)
    levels = np.floor(255 * (0.7 * coarse + 0.15 * seed * fine)).astype(np.uint8)
    return torch.from_numpy(levels.transpose(0, 3, 1, 2)).float() / 127.5 - 1


def main(folder):
    result = {}
    for kind in ("alex", "vgg"):
        model = lpips.LPIPS(net=kind, pnet_rand=True, verbose=False).eval()
        trunk = {"features." + ".".join(name.split(".")[-2:]): tensor for name, tensor in model.net.named_parameters()}
        heads = {name: tensor for name, tensor in model.state_dict().items() if name.startswith("lin") and "lins" not in name}
        with torch.no_grad():
            fill(trunk)
            if "--own-heads" in sys.argv:
                shutil.copy(f"{lpips.__path__[0]}/weights/v0.1/{kind}.pth", f"{folder}/lpips-{kind}.pth")
            else:
                for layer in range(5):
                    head = heads[f"lin{layer}.model.1.weight"]
                    unit = noise(head.numel(), 3000 + layer).reshape(head.shape)
                    head.copy_(torch.from_numpy(unit.astype(np.float32)))
            result[kind] = model(pictures(1), pictures(2)).flatten().tolist()
    with open(f"{folder}/reference.json", "w", encoding="utf8") as file:
        json.dump(result, file)


main(sys.argv[1])
