using Seedbed.Serialization;

namespace Seedbed.Training;

/// <summary>The losses that there are.</summary>
internal static class KnownLosses
{
    internal static Registry<Loss> All { get; } = new(
        "a loss",
        [
            CategoricalCrossentropy.Description, SparseCategoricalCrossentropy.Description, BinaryCrossentropy.Description,
            MeanSquaredError.Description, MeanAbsoluteError.Description, MeanAbsolutePercentageError.Description,
            MeanSquaredLogarithmicError.Description, Huber.Description, LogCosh.Description, CosineSimilarity.Description,
            Poisson.Description, KLDivergence.Description, Hinge.Description, SquaredHinge.Description, CategoricalHinge.Description,
            BinaryFocalCrossentropy.Description, CategoricalFocalCrossentropy.Description, Dice.Description, Tversky.Description,
        ]);
}
