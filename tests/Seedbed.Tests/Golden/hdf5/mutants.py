"""Asks h5py what it reads in damaged files: mutants.json, by file a verdict on each mutant, "-" where it refuses it, else a hash of what it holds.

SEEDBED_MUTANTS=/tmp/mutants dotnet test -c Release --filter FullyQualifiedName~MutantTests    # writes the mutants
/usr/bin/python3 mutants.py /tmp/mutants                                                       # h5py 3.7 on HDF5 1.10
"""
import hashlib
import json
import os
import resource
import signal
import sys

import h5py
import numpy as np

NUMBERS = ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1"]
KNOWN = [(np.dtype(order + name), h5py.h5t.py_create(np.dtype(order + name))) for name in NUMBERS for order in "<>"]
KNOWN.append((np.dtype("?"), h5py.h5t.py_create(np.dtype("?"), logical=True)))
OPAQUE = {("bfloat16", 2), ("float8_e4m3fn", 1), ("float8_e5m2", 1)}


def name_of(kind, named=None):
    """The name of a type that holds numbers, None of any other, odd ones included that h5py converts."""
    if kind.get_class() == h5py.h5t.OPAQUE:
        return named if (named, kind.get_size()) in OPAQUE else None
    return next((dtype.name for dtype, known in KNOWN if kind.equal(known)), None)


def described(values, shape, name):
    values = np.asarray(values)
    little = values.astype(values.dtype.newbyteorder("<")) if values.dtype.kind in "fiu" else values
    return f"{name}|[{', '.join(map(str, shape))}]|{hashlib.sha256(little.tobytes()).hexdigest()}"


def attributes(path, item, lines):
    texts = {}
    for name in list(item.attrs.keys()):
        attribute = item.attrs.get_id(name)
        try:
            text = h5py.check_string_dtype(attribute.dtype)
        except (TypeError, ValueError):
            continue
        value = item.attrs[name]
        kind = name_of(attribute.get_type())
        if text is not None and not isinstance(value, h5py.Empty):
            items = [value] if isinstance(value, (bytes, str)) else np.asarray(value, dtype=object).ravel().tolist()
            decoded = [(one.encode("utf-8", "surrogateescape") if isinstance(one, str) else bytes(one)).split(b"\0")[0].decode("utf-8") for one in items]
            texts[name] = decoded[0] if len(decoded) == 1 else None
            lines.append(f"{path}@{name}|" + "\0".join(decoded)) if decoded else None
        elif kind is not None:
            empty = isinstance(value, h5py.Empty)
            lines.append(f"{path}@{name}|" + described(np.zeros(0) if empty else value, [0] if empty else attribute.shape, kind))
    return texts


def visit(path, group, lines, above):
    address = h5py.h5o.get_info(group.id).addr
    if address in above:
        raise RuntimeError("a loop")
    attributes(path, group, lines)
    for name in list(group.keys()):
        if not isinstance(group.get(name, getlink=True), h5py.HardLink):
            raise RuntimeError("no hard link")
        item, below = group[name], f"{path}/{name}" if path else name
        if isinstance(item, h5py.Group):
            visit(below, item, lines, above | {address})
        else:
            dataset(below, item, lines)


def dataset(path, item, lines):
    named = attributes(path, item, lines).get("dtype")
    kind = name_of(item.id.get_type(), named)
    if kind is None:
        return
    if item.shape is not None and item.size * item.dtype.itemsize > 64 << 20:
        raise RuntimeError("too large")
    lines.append(f"{path}|" + (described(np.zeros(0), [0], kind) if item.shape is None else described(item[()], item.shape, kind)))


def verdict(path):
    """Of a process of its own: damaged files crash the library, or hold it for ever."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(10)
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        try:
            lines = []
            with h5py.File(path, "r") as f:
                visit("", f, lines, frozenset())
            lines.sort(key=lambda line: line.encode())
            os.write(writes, hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16].encode())
        except Exception:
            pass
        os._exit(0)
    os.close(writes)
    answer = os.read(reads, 64).decode()
    os.close(reads)
    os.waitpid(child, 0)
    return answer or "-"


files = {}
for path in sorted(os.listdir(sys.argv[1])):
    files.setdefault(path[:-len("-0000.h5")].replace("+", "/"), []).append(verdict(os.path.join(sys.argv[1], path)))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "mutants.json"), "w") as out:
    out.write("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(verdicts, separators=(',', ':'))}" for name, verdicts in files.items()) + "\n}\n")
