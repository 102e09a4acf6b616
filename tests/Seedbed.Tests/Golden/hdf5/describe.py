"""Lists what h5py reads in the HDF5 files of the golden values: h5py.json, for each dataset type, shape and SHA-256 of its little-endian bytes."""
import glob
import hashlib
import json
import os

import h5py
import numpy as np

golden = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
files = {}
for path in sorted(glob.glob(os.path.join(golden, "*", "*.h5"))):
    name = os.path.relpath(path, golden)
    if "refused_" in name or "latest_chunked" in name or "hard_link" in name or "soft_links" in name:
        continue
    datasets = {}

    def visit(where, item):
        if not isinstance(item, h5py.Dataset) or item.dtype.kind not in "fiubV" or item.dtype.names:
            return
        dtype = item.attrs.get("dtype", item.dtype.name)
        if item.dtype.kind == "V" and "dtype" not in item.attrs:
            return
        values = np.zeros(0, item.dtype) if item.shape is None else np.asarray(item[()])
        little = values.astype(values.dtype.newbyteorder("<"))
        datasets[where] = [dtype, list(values.shape), hashlib.sha256(little.tobytes()).hexdigest(), {k: v for k, v in item.attrs.items() if isinstance(v, str)}]

    groups = {}
    with h5py.File(path, "r") as f:
        f.visititems(visit)
        f.visititems(lambda where, item: groups.update({where: item.attrs["name"]}) if isinstance(item, h5py.Group) and "name" in item.attrs else None)
    files[name] = {"datasets": datasets, "group_names": groups}
with open(os.path.join(golden, "hdf5", "h5py.json"), "w") as out:
    json.dump(files, out, separators=(",", ":"), ensure_ascii=True)
    out.write("\n")
