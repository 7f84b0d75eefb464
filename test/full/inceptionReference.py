"""Reference numbers of pytorch-fid and clean-fid with an Inception of random weights.

usage: inceptionReference.py FOLDER [--fid] [--speed]

Writes to FOLDER reference.json: some features and KID (with --fid also FID, minutes of scipy's sqrtm) of two sets of
pictures in both resizes. Weights and pictures are made by formulas that the TypeScript side repeats. With --speed it
writes nothing: for every line that it reads, it prints how many pictures a second pytorch-fid looks at.
"""

import json
import os
import sys
import time

import numpy as np
import torch

# Only torchvision's Python is needed; its compiled operators do not load beside every torch.
_library = torch.library.Library("torchvision", "DEF")
for _schema in ("nms(Tensor dets, Tensor scores, float threshold) -> Tensor",
                "qnms(Tensor dets, Tensor scores, float threshold) -> Tensor"):
    _library.define(_schema)

import torchvision  # noqa: E402,F401
from pytorch_fid import inception as fid_inception  # noqa: E402
from pytorch_fid.fid_score import calculate_frechet_distance  # noqa: E402
from cleanfid.fid import kernel_distance  # noqa: E402
from cleanfid.resize import make_resizer  # noqa: E402

PICTURES = (8, 6)
HEIGHT, WIDTH = 72, 64


def noise(count, stream):
    """Numbers 0 … 1 that any language can make again (test/fixtures/inception/noise.ts)."""
    place = np.sin((np.arange(count, dtype=np.float64) + 1) * 12.9898 + (stream + 1) * 78.233) * 43758.5453
    return place - np.floor(place)


def random_state(module):
    """He-scaled convolutions and lively batch norms, so that every block matters."""
    state = {}
    names = sorted(name for name in module.state_dict() if not name.startswith("fc.") and "batches" not in name)
    for stream, name in enumerate(names):
        shape = tuple(module.state_dict()[name].shape)
        unit = noise(int(np.prod(shape)), stream).reshape(shape)
        if name.endswith("conv.weight"):
            value = (unit - 0.5) * np.sqrt(24 / np.prod(shape[1:]))
        elif name.endswith(("running_var", "bn.weight")):
            value = 0.7 + 0.6 * unit
        else:
            value = (unit - 0.5) / 5
        state[name] = value.astype(np.float32)
    return state


def pictures(count, seed):
    """Blocks of 8 × 8 with fine noise of another strength in each set."""
    coarse = noise(count * 9 * 8 * 3, 1000 + seed).reshape(count, 9, 8, 3).repeat(8, axis=1).repeat(8, axis=2)
    fine = noise(count * HEIGHT * WIDTH * 3, 2000 + seed).reshape(count, HEIGHT, WIDTH, 3)
    return np.floor(255 * (0.7 * coarse + 0.15 * seed * fine)).astype(np.uint8)


def features(model, batch, resize):
    if resize == "fid":
        model.resize_input, model.normalize_input = True, True
        x = torch.from_numpy(batch.transpose(0, 3, 1, 2)).float() / 255
    else:
        model.resize_input, model.normalize_input = False, False
        resizer = make_resizer("PIL", False, "bicubic", (299, 299))
        resized = np.stack([resizer(picture) for picture in batch])
        x = (torch.from_numpy(resized.transpose(0, 3, 1, 2)).float() - 128) / 128
    with torch.no_grad():
        return model(x)[0].squeeze(3).squeeze(2).numpy()


def answer_speed(model, count=48):
    """From 8-bit pictures of 256 x 256 to features; pytorch-fid's own batches are about as large."""
    batch = np.floor(255 * noise(count * 256 * 256 * 3, 0)).astype(np.uint8).reshape(count, 256, 256, 3)
    features(model, batch, "fid")
    for _ in sys.stdin:
        started = time.perf_counter()
        features(model, batch, "fid")
        print(json.dumps({"picturesPerSecond": count / (time.perf_counter() - started)}), flush=True)


def main(folder):
    torch.set_num_threads(os.cpu_count())
    captured = {}

    def random_weights(*_args, **_kwargs):
        return captured["state"]

    network = fid_inception._inception_v3(num_classes=1008, aux_logits=False, weights=None)
    state = random_state(network)
    captured["state"] = {name: torch.from_numpy(value) for name, value in state.items()}
    # pytorch-fid would download the weights here.
    fid_inception.load_state_dict_from_url = random_weights
    load = torch.nn.Module.load_state_dict
    torch.nn.Module.load_state_dict = lambda self, values, strict=False: load(self, values, strict=False)
    model = fid_inception.InceptionV3().eval()
    if "--speed" in sys.argv:
        answer_speed(model)
        return
    first, second = (pictures(count, seed) for seed, count in enumerate(PICTURES, 1))
    result = {}
    for resize in ("fid", "clean"):
        a, b = (features(model, batch, resize) for batch in (first, second))
        statistics = [(np.mean(x, axis=0), np.cov(x, rowvar=False)) for x in (a, b)]
        np.random.seed(0)
        a64, b64 = a.astype(np.float64), b.astype(np.float64)
        size = min(len(a), len(b))
        result[resize] = {
            "features": a[:1].tolist(),
            "fid": float(calculate_frechet_distance(*statistics[0], *statistics[1])) if "--fid" in sys.argv else None,
            # Equal numbers of pictures leave no choice of subset.
            "kid": kernel_distance(a64[:size], b64[:size], num_subsets=1, max_subset_size=size),
        }
    with open(f"{folder}/reference.json", "w", encoding="utf8") as file:
        json.dump(result, file)


main(sys.argv[1])
