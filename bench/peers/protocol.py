"""The line protocol of a peer: a request a line on standard input, a JSON object a line on standard output.

prepare WORKLOAD DTYPE SHAPE | run CALLS | check | release
"""

import json
import math
import sys
import time

import numpy as np

LARGEST_SAMPLE = 1_000_000
CHECKED_COLUMNS = 64


class Unsupported(Exception):
    """The peer does not do the workload; the message says why."""


class Work:
    """
    draw() does the workload once; sample(stride) gives every stride-th value, matrix() all of them in two dimensions; or facts() looks at the result itself.
    """

    def __init__(self, draw, sample=None, matrix=None, facts=None):
        self.draw = draw
        self.sample = sample
        self.matrix = matrix
        self.facts = facts


def serve(version, prepare, blas):
    """Answers until the input ends. prepare(workload, dtype, shape) returns a Work; blas is what blas.py found behind the peer."""
    answer({"version": version, "blas": blas})
    work = None
    for line in sys.stdin:
        request = line.split()
        try:
            if request[0] == "prepare":
                work = None
                workload, dtype, shape = request[1], request[2], tuple(int(size) for size in request[3].split("x"))
                work = prepare(workload, dtype, shape)
                answer({})
            elif request[0] == "run":
                answer({"ns": run(work.draw, int(request[1]))})
            elif request[0] == "check":
                answer({"facts": facts(work, workload, shape)})
            elif request[0] == "release":
                work = None
                answer({})
            else:
                answer({"error": f"the request {line!r} is unknown."})
        except Unsupported as reason:
            answer({"skip": str(reason)})
        except Exception as fault:  # Whatever goes wrong is the answer.
            answer({"error": f"{type(fault).__name__}: {fault}"})


def answer(reply):
    print(json.dumps(reply), flush=True)


def run(draw, calls):
    start = time.perf_counter_ns()
    for _ in range(calls):
        draw()
    return time.perf_counter_ns() - start


def facts(work, workload, shape):
    """What the result is like. FactsOf.cs does the same."""
    if work.facts:
        return work.facts()
    count = math.prod(shape)
    values = work.sample(max(1, count // LARGEST_SAMPLE)).astype(np.float64)
    found = {
        "count": count,
        "sampled": values.size,
        "mean": finite(values.mean()),
        "std": finite(values.std()),
        "min": finite(values.min()),
        "max": finite(values.max()),
    }
    if workload.startswith("orthogonal"):
        found["defect"] = finite(orthogonality(work.matrix()))
    elif workload == "product":
        found["defect"] = finite(product_defect(work.matrix()))
    return found


def finite(value):
    return float(value) if math.isfinite(value) else None


def orthogonality(q):
    """max |qi·qj − δij| over all j and evenly spread i."""
    q = q.astype(np.float64)
    checked = np.arange(0, q.shape[1], max(1, q.shape[1] // CHECKED_COLUMNS))
    gram = q[:, checked].T @ q
    gram[np.arange(checked.size), checked] -= 1
    return np.abs(gram).max()


def product_input(size):
    """The factors; ProductInput.cs makes the same."""
    return integers(size, 31, 17), integers(size, 29, 13)


def integers(size, row, column):
    i = np.arange(size, dtype=np.int64)[:, None]
    j = np.arange(size, dtype=np.int64)[None, :]
    return ((i * row + j * column + i * j % 97) % 15 - 7).astype(np.float32)


def product_defect(product):
    """max |C·x − A·(B·x)|."""
    size = product.shape[0]
    left, right = product_input(size)
    x = np.arange(size) % 3 - 1.0
    return np.abs(product.astype(np.float64) @ x - left.astype(np.float64) @ (right.astype(np.float64) @ x)).max()
