namespace Seedbed.Training;

/// <summary>The losses that there are.</summary>
internal static class KnownLosses
{
    internal static ComponentList<Loss> All { get; } = new(
        "a loss",
        [CategoricalCrossentropy.Component, SparseCategoricalCrossentropy.Component, BinaryCrossentropy.Component,
            MeanSquaredError.Component, MeanAbsoluteError.Component]);
}
