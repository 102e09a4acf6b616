"""PyTorch for bfloat16 the other way: drawn as float32, block by block, and rounded. Its own bfloat16 fills are slower. Arguments: threads."""

import sys

import torch

import blas
import protocol

BLOCK = 1 << 18
buffer = torch.empty(0, dtype=torch.bfloat16)


def prepare(workload, dtype, shape):
    global buffer
    if dtype != "bfloat16" or len(shape) != 1:
        raise protocol.Unsupported("there is nothing to round.")
    if buffer.shape != shape:
        buffer = torch.empty(0, dtype=torch.bfloat16)
        buffer = torch.empty(shape, dtype=torch.bfloat16)
    buffer.fill_(float("nan"))
    tensor = buffer
    scratch = torch.empty(min(BLOCK, tensor.numel()))
    fills = {
        "uniform": lambda block: block.uniform_(),
        "normal": lambda block: block.normal_(),
        "truncated_normal": lambda block: torch.nn.init.trunc_normal_(block, 0.0, 1.0, -2.0, 2.0),
    }
    fill = fills[workload]

    def draw():
        for start in range(0, tensor.numel(), BLOCK):
            part = tensor[start : start + BLOCK]
            part.copy_(fill(scratch[: part.numel()]))

    return protocol.Work(draw, lambda stride: torch.cat([tensor[::stride], tensor[-1:]]).float().numpy())


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[1]))
    protocol.serve(f"PyTorch {torch.__version__}", prepare, blas.torch())
