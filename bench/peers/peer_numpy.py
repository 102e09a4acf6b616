"""NumPy: a generator for each thread, each filling its part in place; the product on its BLAS. Arguments: threads, bit generator."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import blas
import protocol

THREADS = int(sys.argv[1])
BIT_GENERATORS = {"PCG64": np.random.PCG64, "SFC64": np.random.SFC64, "": np.random.PCG64}
# Below this a part takes less time than handing it to a thread.
SMALLEST_PART = 1 << 15
seeds = np.random.SeedSequence(42).spawn(THREADS)
generators = [np.random.Generator(BIT_GENERATORS[sys.argv[2]](seed)) for seed in seeds]
pool = ThreadPoolExecutor(THREADS)
buffer = np.empty(0, np.float32)


def prepare(workload, dtype, shape):
    if dtype != "float32":
        raise protocol.Unsupported("NumPy has no bfloat16.")
    if workload == "product":
        return product(shape[0])
    fills = {
        "uniform": lambda generator, part: generator.random(dtype=np.float32, out=part),
        "normal": lambda generator, part: generator.standard_normal(dtype=np.float32, out=part),
    }
    if workload not in fills:
        raise protocol.Unsupported(f"NumPy has no {workload}.")
    return fill(fills[workload], shape[0])


def fill(one, count):
    global buffer
    if buffer.shape != (count,):
        buffer = np.empty(0, np.float32)
        buffer = np.empty(count, np.float32)
    buffer.fill(np.nan)
    parts = np.array_split(buffer, max(1, min(THREADS, count // SMALLEST_PART)))
    values = buffer

    def draw():
        if len(parts) == 1:
            one(generators[0], parts[0])
        else:
            list(pool.map(one, generators, parts))

    return protocol.Work(draw, lambda stride: np.append(values[::stride], values[-1]))


def product(size):
    left, right = protocol.product_input(size)
    result = np.full((size, size), np.nan, np.float32)
    return protocol.Work(lambda: np.matmul(left, right, out=result), lambda stride: result.ravel()[::stride], lambda: result)


if __name__ == "__main__":
    protocol.serve(f"NumPy {np.__version__}", prepare, blas.numpy())
