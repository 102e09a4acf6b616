"""LAPACK of OpenBLAS called directly: normals of NumPy, sgeqrf, sorgqr, signs of R's diagonal. Arguments: threads."""

import ctypes
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import blas
import protocol

THREADS = int(sys.argv[1])
lapack = ctypes.CDLL("libopenblas.so.0")
generators = [np.random.Generator(np.random.SFC64(seed)) for seed in np.random.SeedSequence(42).spawn(THREADS)]
pool = ThreadPoolExecutor(THREADS)


def prepare(workload, dtype, shape):
    if not workload.startswith("orthogonal") or dtype != "float32" or shape[0] < shape[1]:
        raise protocol.Unsupported(f"LAPACK is measured on tall orthogonal matrices, not on {workload}.")
    rows, columns = shape
    # LAPACK's order: a column after another.
    memory = np.full(rows * columns, np.nan, np.float32)
    q = memory.reshape(columns, rows).T
    parts = np.array_split(memory, THREADS)
    tau = np.empty(columns, np.float32)
    work = np.empty(workspace(memory, tau, rows, columns), np.float32)

    def draw():
        list(pool.map(lambda generator, part: generator.standard_normal(dtype=np.float32, out=part), generators, parts))
        factorize(memory, tau, work, rows, columns)
        signs = np.sign(q.diagonal()).copy()
        generate(memory, tau, work, rows, columns)
        np.multiply(q, signs, out=q)

    return protocol.Work(draw, lambda stride: np.append(memory[::stride], memory[-1]), lambda: q)


def factorize(memory, tau, work, rows, columns):
    call(lapack.sgeqrf_, rows, columns, memory, rows, tau, work, work.size)


def generate(memory, tau, work, rows, columns):
    call(lapack.sorgqr_, rows, columns, columns, memory, rows, tau, work, work.size)


def workspace(memory, tau, rows, columns):
    """The scratch that both routines ask for."""
    wanted = np.zeros(1, np.float32)
    sizes = []
    for routine, dimensions in [(lapack.sgeqrf_, (rows, columns)), (lapack.sorgqr_, (rows, columns, columns))]:
        call(routine, *dimensions, memory, rows, tau, wanted, -1)
        sizes.append(int(wanted[0]))
    return max(sizes)


def call(routine, *arguments):
    """Fortran: everything by reference, a status at the end."""
    status = ctypes.c_int(0)
    references = [
        ctypes.c_void_p(argument.ctypes.data) if isinstance(argument, np.ndarray) else ctypes.byref(ctypes.c_int(argument))
        for argument in arguments
    ]
    routine(*references, ctypes.byref(status))
    if status.value != 0:
        raise ArithmeticError(f"LAPACK's status is {status.value}.")


if __name__ == "__main__":
    protocol.serve(f"LAPACK through NumPy {np.__version__}", prepare, blas.behind("libopenblas", "sgemm_", "sgeqrf_"))
