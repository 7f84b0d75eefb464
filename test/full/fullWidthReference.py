"""Writes state dicts of the shapes in shapes.json with PyTorch: python fullWidthReference.py FOLDER"""

import collections
import json
import os
import sys

import torch

folder = sys.argv[1]
torch.manual_seed(1)
sums = {}
for network, weights in json.load(open(os.path.join(folder, "shapes.json"))).items():
    table = collections.OrderedDict((name, torch.randn(shape)) for name, shape in weights)
    sums[network] = {name: tensor.double().sum().item() for name, tensor in table.items()}
    for container, is_zip in (("zip", True), ("legacy", False)):
        torch.save(table, os.path.join(folder, f"{network}-{container}.pth"), _use_new_zipfile_serialization=is_zip)
json.dump(sums, open(os.path.join(folder, "sums.json"), "w"))
