using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Seedbed.Training;

/// <summary>The elements of samples in the type in which they came; who takes some says in which type they are wanted.</summary>
internal abstract class SampleValues
{
    /// <summary>The element of a flat index.</summary>
    internal abstract double this[long index] { get; }

    /// <summary>A copy of a part.</summary>
    internal abstract SampleValues Slice(Range range);

    /// <summary>Copies the elements from an index on, each rounded once to nearest.</summary>
    internal abstract void Copy<T>(int start, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The flat index of the first element that is NaN or infinite; −1 where all are finite.</summary>
    internal abstract int FirstNonFinite();
}

/// <inheritdoc/>
/// <param name="values">All elements, which stay as they are from here on.</param>
internal sealed class SampleValues<TValue>(TValue[] values) : SampleValues
    where TValue : unmanaged, INumber<TValue>
{
    internal override double this[long index] => double.CreateTruncating(values[index]);

    internal override SampleValues Slice(Range range) => new SampleValues<TValue>(values[range]);

    internal override void Copy<T>(int start, Span<T> destination)
    {
        ReadOnlySpan<TValue> source = values.AsSpan(start, destination.Length);
        if (typeof(TValue) == typeof(T))
        {
            MemoryMarshal.Cast<TValue, T>(source).CopyTo(destination);
        }
        else
        {
            TensorPrimitives.ConvertTruncating(source, destination);
        }
    }

    internal override int FirstNonFinite() => Array.FindIndex(values, value => !TValue.IsFinite(value));
}
