using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>Copies of a model for what must not change it.</summary>
internal static class ModelCopy
{
    /// <summary>The same model with the same weights.</summary>
    internal static Model Of(Model model, long seed)
    {
        Model copy = model.Clone(seed);
        foreach ((Weight from, Weight to) in model.Weights.Zip(copy.Weights))
        {
            to.Set<double>(from.ToArray<double>());
        }

        return copy;
    }

    /// <summary>What the model is in a repetition: its given weights, or others that its initializers draw.</summary>
    internal static Model Repeated(Model model, int repetition)
    {
        long seed = model.Seed + repetition;
        if (repetition == 0 || model.HasGivenWeights)
        {
            return Of(model, seed);
        }

        Model drawn = model.Clone(seed);
        drawn.Initialize(FreshSeeds.Of(drawn, repetition));
        return drawn;
    }
}
