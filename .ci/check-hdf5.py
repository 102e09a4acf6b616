#!/usr/bin/python3
"""Holds a .weights.h5 or .keras file against a .safetensors file of the same model, with h5py and h5dump: the same tensors, bit for bit.

Names differ between the two (the h5 file has Keras's class names), so the variables of a layer are compared in their order and the layers as a whole:
every group `vars` must have exactly the tensors of one layer of the .safetensors file, and every such layer must be there.

    check-hdf5.py MODEL.weights.h5|MODEL.keras MODEL.safetensors
"""
import collections
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile

import h5py
import numpy as np

NAMES = {"F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16", "BOOL": "bool", "F8_E4M3": "float8_e4m3fn", "F8_E5M2": "float8_e5m2"}
NAMES.update({f"{kind}{bits}": f"{name}{bits}" for kind, name in (("I", "int"), ("U", "uint")) for bits in (8, 16, 32, 64)})


def fact(dtype, shape, data):
    return f"{dtype} {list(shape)} {hashlib.sha256(data).hexdigest()}"


def read_safetensors(path):
    """Layers as lists of facts, in the order of the file: a layer is what names have before their last '/'."""
    with open(path, "rb") as file:
        content = file.read()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    header.pop("__metadata__", None)
    layers = collections.defaultdict(list)
    for name, tensor in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = (8 + length + offset for offset in tensor["data_offsets"])
        layers[name.rpartition("/")[0]].append(fact(NAMES[tensor["dtype"]], tensor["shape"], content[begin:end]))
    return layers


def read_hdf5(file, faults):
    layers = collections.defaultdict(dict)

    def visit(path, item):
        if isinstance(item, h5py.Group):
            name = item.attrs.get("name", "")
            if not isinstance(name, str):
                faults.append(f"{path}: the attribute 'name' is {name!r}, not a text")
            return
        group, _, index = path.rpartition("/")
        dtype = item.attrs["dtype"] if item.dtype.kind == "V" else item.dtype.name
        if item.chunks is not None or item.dtype.byteorder == ">":
            faults.append(f"{path}: not contiguous or not little-endian")
        layers[group][int(index)] = fact(dtype, item.shape, np.asarray(item[()]).tobytes())

    file.visititems(visit)
    if "vars" not in file:
        faults.append("the root has no group 'vars', which Keras 3.3 needs")
    for group, variables in layers.items():
        if not re.search(r"(^|/)vars$", group) or sorted(variables) != list(range(len(variables))):
            faults.append(f"{group}: the datasets are {sorted(variables)}; they must be 0, 1, ... in a group 'vars'")
    return {group: [variables[index] for index in sorted(variables)] for group, variables in layers.items()}


def difference(ours, theirs):
    """The layers of one file that the other lacks."""
    rest = collections.Counter(map(tuple, theirs.values()))
    rest.subtract(map(tuple, ours.values()))
    missing = +rest
    return [name for name, facts in theirs.items() if tuple(facts) in missing]


def main(weights, safetensors):
    faults = []
    content = open(weights, "rb").read()
    if weights.endswith(".keras"):
        content = zipfile.ZipFile(io.BytesIO(content)).read("model.weights.h5")
    with h5py.File(io.BytesIO(content), "r") as file:
        ours = read_hdf5(file, faults)
    expected = read_safetensors(safetensors)
    faults += [f"layer '{name}' of {safetensors} has no group of its own values" for name in difference(ours, expected)]
    faults += [f"group '{name}' has values that no layer of {safetensors} has" for name in difference(expected, ours)]
    with tempfile.NamedTemporaryFile(suffix=".h5") as copy:
        copy.write(content)
        copy.flush()
        dump = subprocess.run(["h5dump", "-H", copy.name], capture_output=True, text=True, check=False)
    if dump.returncode != 0 or dump.stderr:
        faults.append(f"h5dump: {dump.stderr.strip() or dump.returncode}")
    for fault in faults:
        print(f"{weights}: {fault}", file=sys.stderr)
    if not faults:
        print(f"{weights}: {sum(map(len, ours.values()))} datasets in {len(ours)} groups are those of {safetensors}")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
