"""PyTorch: its own initializers, in place on a tensor that is there already. Arguments: threads."""

import sys

import torch

import blas
import protocol

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}
buffer = torch.empty(0)


def prepare(workload, dtype, shape):
    global buffer
    if workload == "product":
        raise protocol.Unsupported("the product is measured through NumPy, on the same OpenBLAS.")
    if buffer.shape != shape or buffer.dtype != DTYPES[dtype]:
        buffer = torch.empty(0)
        buffer = torch.empty(shape, dtype=DTYPES[dtype])
    buffer.fill_(float("nan"))
    tensor = buffer
    draws = {
        "uniform": lambda: tensor.uniform_(),
        "normal": lambda: tensor.normal_(),
        "truncated_normal": lambda: torch.nn.init.trunc_normal_(tensor, 0.0, 1.0, -2.0, 2.0),
        "orthogonal": lambda: torch.nn.init.orthogonal_(tensor),
        "orthogonal_reflectors": lambda: torch.nn.init.orthogonal_(tensor),
    }
    return protocol.Work(
        draws[workload],
        lambda stride: torch.cat([tensor.view(-1)[::stride], tensor.view(-1)[-1:]]).float().numpy(),
        lambda: tensor.numpy(),
    )


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[1]))
    protocol.serve(f"PyTorch {torch.__version__}", prepare, blas.torch())
