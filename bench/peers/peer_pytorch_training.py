"""PyTorch: one epoch of the networks that SeedbedTraining.cs trains, batches in order, Adam, cross-entropy. Arguments: threads."""

import sys

import numpy as np
import torch
from torch import nn

import blas
import protocol

LABELS = 10
IMAGE = (28, 28)
STEPS, FEATURES = 100, 16
LEARNING_RATE = 3e-3


class LastStep(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(FEATURES, 64, batch_first=True)
        self.dense = nn.Linear(64, LABELS)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])


NETWORKS = {
    "train_mlp": ((784,), lambda: nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, LABELS))),
    "train_cnn": (
        (1, *IMAGE),
        lambda: nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(32 * 13 * 13, LABELS)),
    ),
    "train_lstm": ((STEPS, FEATURES), LastStep),
}


def samples(count, shape):
    """The samples and labels; TrainingInput.cs makes the same."""
    i = np.arange(count, dtype=np.int64)[:, None]
    j = np.arange(int(np.prod(shape)), dtype=np.int64)[None, :]
    x = ((i * 31 + j * 17 + i * j % 97) % 64 / 64 + (j % LABELS == i % LABELS)) / 2
    return torch.from_numpy(x.astype(np.float32).reshape(count, *shape)), torch.arange(count) % LABELS


class Training:
    def __init__(self, workload, count, batch):
        shape, create = NETWORKS[workload]
        torch.manual_seed(42)
        self.x, self.y = samples(count, shape)
        self.batch = batch
        self.network = create()
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=LEARNING_RATE, eps=1e-7)
        self.criterion = nn.CrossEntropyLoss()

    def epoch(self):
        for first in range(0, len(self.y), self.batch):
            self.optimizer.zero_grad()
            loss = self.criterion(self.network(self.x[first:first + self.batch]), self.y[first:first + self.batch])
            loss.backward()
            self.optimizer.step()

    def facts(self):
        with torch.no_grad():
            return {"count": len(self.y), "sampled": len(self.y), "loss": self.criterion(self.network(self.x), self.y).item()}


def prepare(workload, dtype, shape):
    if workload not in NETWORKS or dtype != "float32":
        raise protocol.Unsupported(f"it does not do {workload} {dtype}.")
    training = Training(workload, *shape)
    return protocol.Work(training.epoch, facts=training.facts)


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[1]))
    protocol.serve(f"PyTorch {torch.__version__}", prepare, blas.torch())
