namespace Seedbed.Initializers;

/// <summary>Checks of the shapes that a scheme fills.</summary>
internal static class ShapeCheck
{
    internal static void RankAtLeast(int rank, string scheme, in Shape shape)
    {
        if (shape.Rank < rank)
        {
            throw new ArgumentException(
                $"{scheme} fills tensors of rank {rank} or more, but the shape {shape} has rank {shape.Rank}.", nameof(shape));
        }
    }

    internal static void Rank(int rank, string scheme, string layout, in Shape shape)
    {
        if (shape.Rank != rank)
        {
            throw new ArgumentException(
                $"{scheme} fills tensors of rank {rank}, {layout}, but the shape {shape} has rank {shape.Rank}.", nameof(shape));
        }
    }

    internal static void Divides(long divisor, long size, string scheme, string what, in Shape shape)
    {
        if (size % divisor != 0)
        {
            throw new ArgumentException(
                $"{scheme} divides {what} of the shape {shape} into {divisor} equal parts, but {size} is no multiple of {divisor}.",
                nameof(shape));
        }
    }

    internal static void InputsAtMostOutputs(string scheme, in Shape shape)
    {
        if (shape[-2] > shape[-1])
        {
            throw new ArgumentException(
                $"{scheme} keeps the norm of its input, so the outputs must be as many as the inputs or more, but the shape {shape} has "
                + $"{shape[-2]} inputs and {shape[-1]} outputs; exchange them, or use orthogonal.", nameof(shape));
        }
    }

    internal static void FitsInMemory(string scheme, in Shape shape)
    {
        if (shape.ElementCount > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{scheme} makes the whole tensor at once, which takes at most {Array.MaxLength} elements, but the shape {shape} has "
                + $"{shape.ElementCount}; use a smaller shape or another initializer.", nameof(shape));
        }
    }

    internal static int Within(int least, int greatest, int value, string name) => value >= least && value <= greatest
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be an integer from {least} to {greatest}.");

    internal static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be an integer of at least 1.");
}
