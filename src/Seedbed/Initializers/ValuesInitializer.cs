using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>Given values for a tensor of exactly their shape. Equal by content, bit for bit.</summary>
internal sealed record ValuesInitializer<TSource> : Initializer
    where TSource : unmanaged, IFloatingPointIeee754<TSource>
{
    private readonly ImmutableArray<TSource> _values;
    private readonly Shape _shape;

    internal ValuesInitializer(ReadOnlySpan<TSource> values, Shape shape)
    {
        if (values.Length != shape.ElementCount)
        {
            throw new ArgumentException(
                $"there are {values.Length} values, but shape {shape} has {shape.ElementCount} elements.", nameof(values));
        }

        _values = [.. values];
        _shape = shape;
    }

    public override void Check(in Shape shape, ElementType elementType)
    {
        if (shape != _shape)
        {
            throw new ArgumentException(
                $"the given values have shape {_shape}, but the weight has shape {shape}; they must be equal.", nameof(shape));
        }
    }

    public bool Equals(ValuesInitializer<TSource>? other) =>
        other is not null
            && _shape == other._shape
            && MemoryMarshal.AsBytes(_values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other._values.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(_shape, _values.Length);

    protected override void FillCore<T>(in FillRequest request, Span<T> destination) =>
        GroupFill.Fill(
            new CopyFill<TSource, T>(ImmutableCollectionsMarshal.AsArray(_values)!), request.Start, destination, request.Execution);
}
