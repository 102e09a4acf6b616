using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Seedbed;

/// <summary>
/// The dimensions (d₀, …, dᵣ₋₁) of a tensor of rank r, row-major; element (i₀, …, iᵣ₋₁) has the flat index
/// ((i₀·d₁ + i₁)·d₂ + …). Rank 0 is a scalar with one element, and is <c>default(Shape)</c>.
/// </summary>
/// <remarks>
/// Dimensions are at least 0 and their product is at most 2⁵³ (<see cref="MaxElementCount"/>): up to there every count and
/// offset is exact as a 64-bit integer, as a double and in JSON. Written as a collection expression: <c>[3, 3, 64, 128]</c>.
/// Ranks up to 8 need no heap memory.
/// </remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The largest number of elements a shape may have, 2⁵³ = 9,007,199,254,740,992.</summary>
    public const long MaxElementCount = 1L << 53;

    private const int InlineRank = 8;

    private readonly InlineDimensions _inline;
    private readonly long[]? _onHeap;
    private readonly long _elementCountMinusOne;

    private Shape(ReadOnlySpan<long> dimensions, long elementCount)
    {
        Rank = dimensions.Length;
        _elementCountMinusOne = elementCount - 1;
        if (dimensions.Length <= InlineRank)
        {
            dimensions.CopyTo(_inline);
        }
        else
        {
            _onHeap = dimensions.ToArray();
        }
    }

    /// <summary>r, the number of dimensions.</summary>
    public int Rank { get; }

    /// <summary>d₀·d₁·…·dᵣ₋₁; 1 for a scalar.</summary>
    public long ElementCount => _elementCountMinusOne + 1;

    /// <summary>The dimensions, outermost first.</summary>
    [UnscopedRef]
    public ReadOnlySpan<long> Dimensions => _onHeap ?? _inline[..Rank];

    /// <summary>Dimension <paramref name="axis"/>; negative axes count from the end, -1 being the last.</summary>
    /// <param name="axis">From -r to r-1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis is outside.</exception>
    public long this[int axis]
    {
        get
        {
            if (axis < -Rank || axis >= Rank)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(axis), $"axis {axis} is outside shape {this} of rank {Rank}; an axis is from {-Rank} to {Rank - 1}.");
            }

            return Dimensions[axis < 0 ? axis + Rank : axis];
        }
    }

    /// <summary>A shape of the given dimensions.</summary>
    /// <param name="dimensions">Each at least 0; their product at most <see cref="MaxElementCount"/>.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or there are too many elements.</exception>
    public static Shape Create(params ReadOnlySpan<long> dimensions) => new(dimensions, CountElements(dimensions));

    /// <summary>A shape from the lengths that <c>System.Numerics.Tensors</c> uses.</summary>
    /// <param name="lengths">Each at least 0.</param>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements.</exception>
    public static Shape FromLengths(ReadOnlySpan<nint> lengths)
    {
        Span<long> dimensions = lengths.Length <= InlineRank ? stackalloc long[lengths.Length] : new long[lengths.Length];
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            dimensions[axis] = lengths[axis];
        }

        return Create(dimensions);
    }

    /// <summary>A shape from an array of dimensions.</summary>
    /// <param name="dimensions">Each at least 0.</param>
    public static implicit operator Shape(long[] dimensions) => Create(dimensions);

    /// <inheritdoc cref="op_Implicit(long[])"/>
    public static implicit operator Shape(int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return Create(Array.ConvertAll(dimensions, dimension => (long)dimension));
    }

    /// <summary>The dimensions as the lengths that <c>System.Numerics.Tensors</c> uses.</summary>
    public nint[] ToLengths() => Array.ConvertAll(Dimensions.ToArray(), dimension => checked((nint)dimension));

    /// <summary>Enumerates the dimensions, outermost first.</summary>
    [UnscopedRef]
    public ReadOnlySpan<long>.Enumerator GetEnumerator() => Dimensions.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Shape other) => Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (long dimension in Dimensions)
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether both have the same dimensions.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether they differ in a dimension.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The dimensions as Keras prints them: <c>[3, 3, 64, 128]</c>, a scalar as <c>[]</c>.</summary>
    public override string ToString() => Describe(Dimensions);

    private static long CountElements(ReadOnlySpan<long> dimensions)
    {
        bool empty = false;
        foreach (long dimension in dimensions)
        {
            if (dimension < 0)
            {
                throw new ArgumentException(
                    $"shape {Describe(dimensions)} has the dimension {dimension}; a dimension must be at least 0.", nameof(dimensions));
            }

            empty |= dimension == 0;
        }

        return empty ? 0 : CheckedProduct(dimensions);
    }

    private static long CheckedProduct(ReadOnlySpan<long> dimensions)
    {
        Int128 count = 1;
        foreach (long dimension in dimensions)
        {
            count *= dimension;
            if (count > MaxElementCount)
            {
                throw new ArgumentException(
                    $"shape {Describe(dimensions)} has more than {MaxElementCount:N0} (2^53) elements; make a dimension smaller.",
                    nameof(dimensions));
            }
        }

        return (long)count;
    }

    private static string Describe(ReadOnlySpan<long> dimensions) =>
        $"[{string.Join(", ", dimensions.ToArray().Select(item => $"{item}"))}]";

    [InlineArray(InlineRank)]
    private struct InlineDimensions
    {
        private long _first;
    }
}
