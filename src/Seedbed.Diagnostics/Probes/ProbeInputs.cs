using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>The batch that a probe sends through a model.</summary>
internal static class ProbeInputs
{
    /// <summary>The samples of a batch: as many as are asked for, or as fit.</summary>
    internal static int BatchSize(Model model, ProbeOptions options)
    {
        int wanted = model.BatchSize ?? options.BatchSize ?? DrawnInputs.FittingBatch(model);
        return options.Data is { } data ? Math.Min(wanted, data.Inputs[0].Count) : wanted;
    }

    /// <summary>The inputs: the first samples of the data, or drawn ones.</summary>
    internal static IReadOnlyList<Samples> Of(Model model, ProbeOptions options, int batch) => options.Data is { } data
        ? [.. data.Inputs.Select(samples => samples.Slice(0, batch))]
        : DrawnInputs.Of(model, batch, index => Seed.FromKey(RandomKey.FromName(0, $"probe/input_{index}")));
}
