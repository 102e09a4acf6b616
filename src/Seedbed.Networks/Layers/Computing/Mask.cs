using System.Numerics;
using Seedbed.Autodiff;

namespace Seedbed.Layers.Computing;

/// <summary>Which places of a tensor hold something, over its first axes: of (batch, steps, features) those of (batch, steps).</summary>
/// <param name="Values">Row-major.</param>
/// <param name="Dimensions">The sizes.</param>
internal sealed record Mask(bool[] Values, int[] Dimensions)
{
    internal int Rank => Dimensions.Length;

    /// <summary>Whether every place holds something.</summary>
    internal bool IsFull => !Values.Contains(false);

    /// <summary>The places where a tensor is another value than this one.</summary>
    internal static Mask Unequal(Tensor tensor, double value) => tensor.Type == ElementType.Float32
        ? Unequal<float>(tensor, value)
        : Unequal<double>(tensor, value);

    /// <summary>Every place of a shape.</summary>
    internal static Mask Full(ReadOnlySpan<int> dimensions)
    {
        bool[] values = new bool[Count(dimensions)];
        Array.Fill(values, true);
        return new Mask(values, dimensions.ToArray());
    }

    /// <summary>Both masks, broadcast against each other along axes of size 1.</summary>
    internal Mask And(Mask other) => Join(other, static (first, second) => first && second);

    /// <summary>One of two masks, broadcast against each other along axes of size 1.</summary>
    internal Mask Or(Mask other) => Join(other, static (first, second) => first || second);

    /// <summary>Whether something stands at any place of the last axis.</summary>
    internal Mask AnyOfLast()
    {
        int size = Dimensions[^1];
        bool[] any = new bool[Values.Length / Math.Max(1, size)];
        for (int i = 0; i < any.Length; i++)
        {
            any[i] = Values.AsSpan(i * size, size).Contains(true);
        }

        return new Mask(any, Dimensions[..^1]);
    }

    /// <summary>The same places under other sizes of the same product.</summary>
    internal Mask Shaped(params int[] dimensions) => new(Values, dimensions);

    /// <summary>Repeated along axes of size 1, and along axes that it lacks at the front.</summary>
    internal Mask Expand(ReadOnlySpan<int> dimensions) => Full(dimensions).And(this);

    /// <summary>One index along the second axis, which is gone.</summary>
    internal bool[] Step(int step)
    {
        int inner = Count(Dimensions.AsSpan(2));
        bool[] values = new bool[Dimensions[0] * inner];
        for (int row = 0; row < Dimensions[0]; row++)
        {
            Values.AsSpan(((row * Dimensions[1]) + step) * inner, inner).CopyTo(values.AsSpan(row * inner));
        }

        return values;
    }

    /// <summary>The steps from the last to the first.</summary>
    internal Mask Flip()
    {
        bool[] values = new bool[Values.Length];
        int steps = Dimensions[1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Values[(i / steps * steps) + steps - 1 - (i % steps)];
        }

        return new Mask(values, Dimensions);
    }

    /// <summary>1 where something is, else 0.</summary>
    internal Tensor ToTensor(Tape tape) => tape.Type == ElementType.Float32
        ? tape.Copy<float>(Array.ConvertAll(Values, value => value ? 1f : 0), Dimensions)
        : tape.Copy<double>(Array.ConvertAll(Values, value => value ? 1d : 0), Dimensions);

    /// <summary>The tensor where something is, else 0.</summary>
    internal Tensor Keep(Tape tape, Tensor x) => IsFull ? x : tape.Apply(new Selection(Values), x);

    /// <summary>How the sizes are told.</summary>
    internal string ShapeText => $"[{string.Join(", ", Dimensions.Select(size => $"{size}"))}]";

    private static int Count(ReadOnlySpan<int> dimensions)
    {
        int count = 1;
        foreach (int size in dimensions)
        {
            count *= size;
        }

        return count;
    }

    private static Mask Unequal<T>(Tensor tensor, double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T empty = T.CreateTruncating(value);
        return new Mask(Array.ConvertAll(tensor.Values<T>().ToArray(), each => each != empty), tensor.Dimensions.ToArray());
    }

    private Mask Join(Mask other, Func<bool, bool, bool> join)
    {
        int[] sizes = Broadcast.Sizes(Dimensions, other.Dimensions) ?? throw new ArgumentException(
            $"masks of the shapes {ShapeText} and {other.ShapeText} meet; along each axis their sizes must be equal, or 1.");
        int[] first = [.. Enumerable.Repeat(1, sizes.Length - Rank), .. Dimensions];
        int[] second = [.. Enumerable.Repeat(1, sizes.Length - other.Rank), .. other.Dimensions];
        bool[] values = new bool[Count(sizes)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = join(Values[Index(i, sizes, first)], other.Values[Index(i, sizes, second)]);
        }

        return new Mask(values, sizes);
    }

    /// <summary>The element of a smaller mask that stands for one of a larger shape.</summary>
    private static int Index(int element, int[] sizes, int[] own)
    {
        int index = 0;
        for (int axis = sizes.Length - 1, stride = 1; axis >= 0; axis--)
        {
            index += own[axis] == 1 ? 0 : element % sizes[axis] * stride;
            element /= sizes[axis];
            stride *= own[axis];
        }

        return index;
    }
}

/// <summary>The masks of a run, each beside its tensor.</summary>
internal sealed class MaskTable
{
    private Dictionary<Tensor, Mask>? _masks;

    internal Mask? Find(Tensor tensor) => _masks?.GetValueOrDefault(tensor);

    internal void Set(Tensor tensor, Mask? mask)
    {
        if (mask is not null)
        {
            (_masks ??= new(ReferenceEqualityComparer.Instance))[tensor] = mask;
        }
    }
}
