using System.Diagnostics.CodeAnalysis;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Docs;
using Xunit;

namespace Seedbed.Tests.Networks.Training;

/// <summary>Memory does not grow from epoch to epoch. Nothing else runs beside these tests, since they measure the whole process.</summary>
[Collection(ConsoleCollection.Name)]
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class MemoryTests
{
    [Fact]
    public void A_hundred_epochs_keep_no_more_than_ten()
    {
        Watch watch = new();
        Sequential model = new([new Input([64]), new Dense(128, activation: "relu"), new Dense(10, activation: "softmax")], seed: 1);
        model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");

        model.Fit(new float[512, 64], new int[512], epochs: 100, callbacks: [watch]);

        // What leaks grows in both halves; what the process keeps once beside the training, in one of them.
        long growth = Math.Min(watch.Retained[99] - watch.Retained[54], watch.Retained[54] - watch.Retained[9]);
        Assert.True(growth < 32 * 1024, $"{growth} bytes more are kept after 45 more epochs");
        long allocated = (watch.Allocated[99] - watch.Allocated[9]) / 90 / 16;
        Assert.True(allocated < 32 * 1024, $"{allocated} bytes are allocated in each step");
    }

    private sealed class Watch : Callback
    {
        internal List<long> Retained { get; } = [];

        internal List<long> Allocated { get; } = [];

        public override void OnEpochEnd(TrainingState state)
        {
            Retained.Add(state.Epoch is 10 or 55 or 100 ? GC.GetTotalMemory(forceFullCollection: true) : 0);
            Allocated.Add(GC.GetTotalAllocatedBytes(precise: true));
        }
    }
}
