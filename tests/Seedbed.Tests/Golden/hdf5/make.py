"""Writes the HDF5 files beside this script with h5py 3.7 on HDF5 1.10: the ways of storing that Keras does not use, and what is refused."""
import h5py
import numpy as np

matrix = np.arange(35 * 13, dtype="<f4").reshape(35, 13) / 7

with h5py.File("chunked.h5", "w") as f:
    f.create_dataset("plain", data=matrix, chunks=(8, 5))
    f.create_dataset("gzip", data=matrix, chunks=(8, 5), compression="gzip")
    f.create_dataset("all", data=matrix, chunks=(8, 5), compression="gzip", shuffle=True, fletcher32=True)
    f.create_dataset("fletcher32", data=matrix, chunks=(35, 13), fletcher32=True)
    f.create_dataset("odd", data=np.arange(101, dtype="u1"), chunks=(51,), fletcher32=True, shuffle=True)
    f.create_dataset("many", data=np.arange(1000, dtype="<i2").reshape(10, 100), chunks=(1, 5))
    f.create_dataset("cube", data=np.arange(7 * 6 * 5, dtype="<f8").reshape(7, 6, 5), chunks=(3, 4, 2), compression="gzip")
    partly = f.create_dataset("partly", shape=(10, 10), dtype="<f4", chunks=(4, 4), fillvalue=2.5)
    partly[4:6, 0:2] = 1
    f.create_dataset("resizable", data=matrix[:3], maxshape=(None, 13), chunks=(2, 13))

with h5py.File("kinds.h5", "w") as f:
    f.create_dataset("big_endian", data=matrix.astype(">f4"))
    f.create_dataset("big_endian_chunked", data=matrix.astype(">f8"), chunks=(8, 5), compression="gzip")
    f.create_dataset("big_endian_integers", data=np.array([1, -2, 300], ">i2"))
    f.create_dataset("scalar", data=np.float16(1.5))
    f.create_dataset("empty", shape=(0, 4), dtype="<f4")
    f.create_dataset("null", data=h5py.Empty("<f4"))
    f.create_dataset("bool", data=np.array([True, False, True]))
    f.create_dataset("unwritten", shape=(5,), dtype="<f4", fillvalue=-3)
    f.create_dataset("texts", data=np.array([b"ab", b"cde"]))
    f.create_dataset("records", data=np.zeros(3, [("a", "<f4"), ("b", "<i4")]))
    f.create_dataset("complex", data=np.zeros(3, "<c8"))
    bf16 = f.create_dataset("bfloat16", data=np.array([0x3F80, 0xC000], "<u2").view("V2"))
    bf16.attrs["dtype"] = "bfloat16"
    f.create_dataset("opaque", data=np.zeros(3, "V2"))
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((3, 13)), compact).write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(matrix[:3]))
    f.attrs["text"] = "grün"
    f.attrs["no_text"] = ""
    f.attrs["fixed"] = np.bytes_("fixed")
    f.attrs["fixed_texts"] = np.array([b"a", b"bcd"])
    f.attrs["texts"] = ["one", "two", "three"]
    f.attrs["integer"] = 42
    f.attrs["number"] = 0.5
    f.attrs["numbers"] = np.arange(6, dtype=">f4").reshape(2, 3)
    f.attrs["nothing"] = h5py.Empty("f4")
    f.attrs["record"] = np.zeros((), [("a", "<f4")])

with h5py.File("latest.h5", "w", libver="latest") as f:
    few = f.create_group("few")
    few.create_dataset("0", data=matrix)
    few.create_dataset("1", data=matrix[0])
    few.attrs["name"] = "few"
    many = f.create_group("many")
    for index in range(120):
        many.create_group(f"layer_{index}").create_dataset("0", data=np.float32(index))
    many_attributes = f.create_group("attributes")
    for index in range(40):
        many_attributes.attrs[f"a{index}"] = index
    many_attributes.attrs["text"] = "some text"

with h5py.File("ordered.h5", "w", track_order=True) as f:
    for index in range(20):
        f.create_dataset(f"d{19 - index}", data=np.int32(index), track_order=True)

with h5py.File("hard_link.h5", "w") as f:
    f.create_dataset("x", data=matrix[0])
    f["a/b/y"] = f["x"]
    f["c"] = f["a"]

with h5py.File("latest_chunked.h5", "w", libver="latest") as f:
    f.create_dataset("x", data=matrix, chunks=(8, 5), compression="gzip")

with h5py.File("chunk_indexes.h5", "w", libver="latest") as f:
    numbers = np.arange(1, 1101, dtype="<i2")
    f.create_dataset("single", data=matrix, chunks=(35, 13))
    f.create_dataset("single_gzip", data=matrix, chunks=(35, 13), compression="gzip")
    f.create_dataset("fixed", data=matrix, chunks=(8, 5))
    f.create_dataset("fixed_gzip", data=matrix, chunks=(8, 5), compression="gzip", shuffle=True)
    f.create_dataset("fixed_pages", data=numbers, chunks=(1,))
    sparse = f.create_dataset("fixed_pages_sparse", shape=(5000,), dtype="<i2", chunks=(1,), fillvalue=7)
    sparse[4200] = 1
    f.create_dataset("extensible", data=matrix, chunks=(2, 5), maxshape=(None, 13))
    f.create_dataset("extensible_last", data=matrix, chunks=(8, 2), maxshape=(35, None), compression="gzip")
    f.create_dataset("extensible_many", data=numbers[:700], chunks=(1,), maxshape=(None,))
    far = f.create_dataset("extensible_pages_sparse", shape=(200000,), dtype="u1", chunks=(1,), maxshape=(None,), fillvalue=3)
    far[150000] = 1
    far[140000] = 2
    f.create_dataset("tree", data=matrix, chunks=(8, 5), maxshape=(None, None))
    f.create_dataset("tree_gzip", data=matrix, chunks=(3, 5), maxshape=(None, None), compression="gzip")
    early = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    early.set_chunk((8, 5))
    early.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    h5py.h5d.create(f.id, b"implicit", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((35, 13)), early).write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(matrix))
    shrunk = f.create_dataset("shrunk", data=matrix, chunks=(8, 5), maxshape=(None, None))
    shrunk.resize((9, 6))

with h5py.File("soft_links.h5", "w") as f:
    f.create_dataset("x", data=matrix[0])
    f.create_group("a").create_dataset("y", data=matrix[1])
    f["a/up"] = h5py.SoftLink("/x")
    f["a/near"] = h5py.SoftLink("y")
    f["group"] = h5py.SoftLink("a")
    f["through"] = h5py.SoftLink("/group/y")
    f["twice"] = h5py.SoftLink("through")


def refused(name, write):
    with h5py.File(f"refused_{name}.h5", "w") as f:
        f.create_dataset("x", data=matrix[0])
        write(f)


def external_storage(f):
    f.create_dataset("y", shape=(3,), dtype="<f4", external=[("../outside.bin", 0, 12)])


def virtual(f):
    layout = h5py.VirtualLayout(shape=(13,), dtype="<f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", shape=(13,))
    f.create_virtual_dataset("y", layout)


def doubling(f):
    """Each group has the next one twice: 2**40 paths."""
    for _ in range(40):
        group = f.create_group("a")
        f["b"] = group
        f = group


def named_type(f):
    f["type"] = np.dtype("<f4")
    f.create_dataset("y", shape=(3,), dtype=f["type"])


def lzf(f):
    f.create_dataset("y", data=matrix, chunks=(8, 5), compression="lzf")


refused("soft_link", lambda f: f.__setitem__("y", h5py.SoftLink("/x")))
refused("external_link", lambda f: f.__setitem__("y", h5py.ExternalLink("../other.h5", "/x")))
refused("loop", lambda f: f.create_group("a/b").__setitem__("c", f["a"]))
refused("doubling", doubling)
refused("external_storage", external_storage)
refused("virtual", virtual)
refused("named_type", named_type)
refused("lzf", lzf)
refused("user_block", lambda f: None)
with h5py.File("refused_user_block.h5", "w", userblock_size=512) as f:
    f.create_dataset("x", data=matrix[0])
