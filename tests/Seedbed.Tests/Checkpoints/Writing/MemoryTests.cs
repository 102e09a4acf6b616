using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Templates;
using Seedbed.Checkpoints.Writing;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Writing;

/// <summary>Tests that count what the whole process allocates, so no other runs beside them.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    public void Memory_does_not_grow_with_the_model()
    {
        using TemporaryFolder folder = new();
        InitializationPlan huge = Plans.Of(
            new PlanOptions { Seed = 1, ElementType = ElementType.BFloat16 }, new TensorTemplate(
                "a", [16384, 16384], ElementType.Float32, new RandomUniform(seed: 1)));
        long before = GC.GetTotalAllocatedBytes();

        CheckpointFormat.Safetensors.Write(folder.At("w"), huge, new WriteOptions { FlushToDisk = false });

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100_000_000);
    }
}
