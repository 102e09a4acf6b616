"""Compares m.safetensors with m.npz, m.weights.h5, m.keras, m.h5 and m.arrays/ of one folder, bit for bit."""

import io
import json
import pathlib
import struct
import sys
import zipfile

import h5py
import numpy

BFLOAT16 = "bfloat16"
DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": BFLOAT16, "I32": "<i4"}


def read_safetensors(path):
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    data = content[8 + length :]
    header.pop("__metadata__")
    return {
        name: (DTYPES[tensor["dtype"]], tuple(tensor["shape"]), data[slice(*tensor["data_offsets"])])
        for name, tensor in header.items()
    }


def describe(array, is_bfloat16):
    return BFLOAT16 if is_bfloat16 else array.dtype.str.replace("|", "<"), array.shape, array.tobytes()


def read_npz(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    with numpy.load(path, allow_pickle=False) as arrays:
        return {name: describe(arrays[name], arrays[name].dtype.str == "|V2") for name in arrays.files}


def read_h5(source):
    found = []
    with h5py.File(source, "r") as file:
        assert "vars" in file, "Keras 3.3 needs the root's group of variables"

        def visit(name, item):
            if isinstance(item, h5py.Dataset):
                kind = item.attrs.get("dtype")
                found.append((item.id.get_offset() or 0, name, describe(item[()] if item.shape else numpy.array(item[()]), kind == BFLOAT16)))
                assert item.parent.attrs["name"], name

        file.visititems(visit)
    return [(name, tensor) for _, name, tensor in sorted(found)]


def texts(group, name):
    """As Keras reads a list of names: one attribute, or several that are numbered."""
    names = [name] if name in group.attrs else [f"{name}{index}" for index in range(len(group.attrs)) if f"{name}{index}" in group.attrs]
    return [text.decode("utf8") for key in names for text in group.attrs[key]]


def read_legacy(path, model):
    """As Keras 2 reads it: layer by layer, the weights in their order."""
    found = {}
    with h5py.File(path, "r") as file, open(model, "rb") as config:
        assert file.attrs["model_config"].encode("utf8") == config.read(), "model_config was changed"
        group = file["model_weights"]
        assert group.attrs["backend"] == file.attrs["backend"] == "tensorflow" and group.attrs["keras_version"] == file.attrs["keras_version"]
        assert texts(group["top_level_model_weights"], "weight_names") == []
        for layer in texts(group, "layer_names"):
            for name in texts(group[layer], "weight_names"):
                item = group[layer][name]
                found[name.removesuffix(":0")] = describe(item[()] if item.shape else numpy.array(item[()]), item.attrs.get("dtype") == BFLOAT16)
    return found


def read_folder(folder):
    found = {}
    for path in sorted(pathlib.Path(folder).rglob("*.npy")):
        array = numpy.load(path, allow_pickle=False)
        found[str(path.relative_to(folder).with_suffix(""))] = describe(array, array.dtype.str == "|V2")
    return found


def check_inspect(folder, ending, expected):
    with open(f"{folder}/m.{ending}.json", encoding="utf-8") as file:
        tensors = json.load(file)["tensors"]
    keys = ["name", "shape", "dtype", "elements", "mean", "std", "min", "max", "zeros", "nan", "inf", "duplicate_of"]
    assert len(tensors) == len(expected), f"inspect lists {len(tensors)} of {len(expected)} tensors of .{ending}"
    for tensor in tensors:
        assert list(tensor) == keys, tensor
        dtype, shape, data = expected[tensor["name"]]
        assert tuple(tensor["shape"]) == shape
        if dtype != BFLOAT16 and data:
            values = numpy.frombuffer(data, dtype).astype("f8")
            got = [tensor["mean"], tensor["std"], tensor["min"], tensor["max"], tensor["zeros"]]
            want = [values.mean(), values.std(), values.min(), values.max(), (values == 0).sum()]
            assert numpy.allclose(got, want, rtol=1e-9, atol=1e-12), (tensor["name"], got, want)


def main(folder, model):
    expected = read_safetensors(f"{folder}/m.safetensors")
    npz = read_npz(f"{folder}/m.npz")
    assert list(npz.items()) == list(expected.items()), "m.npz differs"

    weights = read_h5(f"{folder}/m.weights.h5")
    # A variable that two layers hold stands twice; the rest is in the order of model.weights.
    contents = list(expected.values())
    assert [tensor for _, tensor in weights if tensor in contents] == [tensor for _, tensor in weights], "m.weights.h5 has other tensors"
    if len(weights) == len(contents):
        assert [tensor for _, tensor in weights] == contents, "m.weights.h5 differs"

    with zipfile.ZipFile(f"{folder}/m.keras") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["metadata.json", "config.json", "model.weights.h5"]
        assert "keras_version" in json.loads(archive.read("metadata.json"))
        with open(model, "rb") as file:
            assert archive.read("config.json") == file.read(), "config.json was changed"
        assert read_h5(io.BytesIO(archive.read("model.weights.h5"))) == weights, "m.keras differs"

    assert read_legacy(f"{folder}/m.h5", model) == expected, "m.h5 differs"
    assert read_folder(f"{folder}/m.arrays") == expected, "m.arrays differs"

    for ending, tensors in (("safetensors", expected), ("npz", npz), ("weights.h5", dict(weights)), ("keras", dict(weights))):
        check_inspect(folder, ending, tensors)


main(*sys.argv[1:])
