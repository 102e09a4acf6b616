using Seedbed.Autodiff;

namespace Seedbed.Training;

/// <summary>Which rows of a batch count, where the model's output has a mask.</summary>
/// <remarks>Source: <c>apply_mask</c> of <c>keras.losses</c>.</remarks>
internal static class RowMask
{
    /// <summary>The weight of each row in the loss: n/m for the m of n rows that count, else 0, so that the mean is over those m.</summary>
    /// <param name="tape">Gives memory.</param>
    /// <param name="mask">1 or 0 for each row, or for equal numbers of rows that follow each other.</param>
    /// <param name="rows">The loss of each row.</param>
    /// <param name="place">How messages name the output.</param>
    /// <exception cref="ArgumentException">The mask is not one of the rows.</exception>
    internal static Tensor Weights(Tape tape, Tensor mask, Tensor rows, string place)
    {
        if (mask.Count == 0 || rows.Count % mask.Count != 0)
        {
            throw new ArgumentException(
                $"{place} has a mask of the shape {mask.ShapeText}, and the loss has {rows.ShapeText}; let the mask end in a layer that "
                + "does not pass it on, such as Flatten.");
        }

        double counted = mask.Sum();
        return Spread(tape, tape.Apply(new ScaleAndShift(counted == 0 ? 0 : mask.Count / counted), mask), rows);
    }

    /// <summary>Each value for equally many rows that follow each other.</summary>
    internal static Tensor Spread(Tape tape, Tensor values, Tensor rows)
    {
        Tensor column = Reshape.Of(tape, values, values.Count, 1);
        return Reshape.Of(tape, Rearrangement.Expand(tape, column, values.Count, rows.Count / values.Count), rows.Dimensions);
    }
}
