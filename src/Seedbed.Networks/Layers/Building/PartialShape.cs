using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Layers.Arguments;

namespace Seedbed.Layers.Building;

/// <summary>
/// The shape of a layer's input or output; dimensions may be unknown, the batch usually is, and so may be the shape as a whole.
/// </summary>
internal sealed class PartialShape : IEquatable<PartialShape>
{
    private readonly long?[] _dimensions;
    private readonly string _place;
    private readonly string? _reason;

    /// <summary>A shape.</summary>
    /// <param name="dimensions">Outermost first; null where unknown.</param>
    /// <param name="place">How messages name the layer.</param>
    /// <exception cref="FormatException">There are more dimensions than a tensor may have.</exception>
    internal PartialShape(long?[] dimensions, string place)
    {
        DType.CheckRank(dimensions.Length, place);
        _dimensions = dimensions;
        _place = place;
    }

    private PartialShape(string reason)
        : this([], "")
    {
        _reason = reason;
    }

    /// <summary>Whether at least the number of dimensions is known.</summary>
    internal bool IsKnown => _reason is null;

    /// <summary>Outermost first; null where unknown.</summary>
    internal ReadOnlySpan<long?> Dimensions => _reason is null ? _dimensions : throw new FormatException(_reason);

    internal int Rank => Dimensions.Length;

    /// <summary>A dimension that must be known; negative axes count from the end.</summary>
    internal long this[int axis] => Find(axis)
        ?? throw new FormatException(
            $"{_place}: dimension {axis} of its input shape {this} is unknown, but its weights depend on it; build the model on a full "
            + "shape.");

    /// <summary>A shape that cannot be told; whoever needs it gets the reason.</summary>
    internal static PartialShape Unknown(string reason) => new(reason);

    /// <summary>A dimension, null where unknown; negative axes count from the end.</summary>
    internal long? Find(int axis) => Dimensions[Index(axis)];

    /// <summary>An axis counted from 0.</summary>
    internal int Index(int axis) => axis >= -Rank && axis < Rank
        ? axis < 0 ? axis + Rank : axis
        : throw new FormatException($"{_place}: axis {axis} is outside its input shape {this}; an axis is from {-Rank} to {Rank - 1}.");

    /// <summary>The same shape as another layer's input.</summary>
    internal PartialShape For(string place) => IsKnown ? new PartialShape(_dimensions, place) : this;

    /// <summary>A shape of the same layer.</summary>
    internal PartialShape Of(params long?[] dimensions) => new(dimensions, _place);

    /// <summary>The shape with another size along one axis.</summary>
    internal PartialShape With(int axis, long? size)
    {
        long?[] dimensions = Dimensions.ToArray();
        dimensions[Index(axis)] = size;
        return Of(dimensions);
    }

    /// <summary>The shape of a batch of such samples.</summary>
    internal PartialShape BehindBatch() => Of([null, .. Dimensions]);

    /// <summary>The shape of one time step: (batch, …) without axis 1.</summary>
    internal PartialShape Step() =>
        Rank >= 2
            ? Of([Dimensions[0], .. Dimensions[2..]])
            : throw new FormatException($"{_place}: its input shape {this} has no time axis.");

    /// <summary>(batch, size).</summary>
    internal PartialShape WithFeatures(long size) => Of(Rank > 0 ? Dimensions[0] : null, size);

    /// <summary>Axes are aligned at the end; along each, sizes are equal or 1.</summary>
    /// <param name="place">How messages name the layer.</param>
    /// <param name="inputs">At least one shape.</param>
    internal static PartialShape Broadcast(string place, IReadOnlyList<PartialShape> inputs)
    {
        int rank = inputs.Max(input => input.Rank);
        long?[] sizes = new long?[rank];
        for (int axis = 1; axis <= rank; axis++)
        {
            long?[] along = [.. inputs.Where(input => input.Rank >= axis).Select(input => input.Find(-axis))];
            sizes[^axis] = along.FirstOrDefault(size => size > 1) ?? (along.Contains(null) ? null : along.Min());
        }

        return new PartialShape(sizes, place);
    }

    /// <summary>Reads a list of integers and nulls.</summary>
    internal static PartialShape Read(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong();
        }

        DType.CheckRank(element.GetArrayLength(), place);
        return new PartialShape([.. element.EnumerateArray().Select(Dimension)], place);

        long? Dimension(JsonElement item) => item.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number when item.TryGetInt64(out long size) && size is >= 0 and <= Seedbed.Shape.MaxElementCount => size,
            _ => throw Wrong(),
        };

        FormatException Wrong() =>
            new($"{place}: its input shape is {LayerConfig.Excerpt(element)}; it must be a list of integers from 0 to 2^53, null where a "
                + "dimension is unknown.");
    }

    public bool Equals(PartialShape? other) =>
        other is not null && IsKnown && other.IsKnown && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    public override bool Equals(object? obj) => Equals(obj as PartialShape);

    public override int GetHashCode() => _dimensions.Length;

    public override string ToString() =>
        $"[{string.Join(", ", _dimensions.Select(dimension => dimension is { } size ? $"{size}" : "null"))}]";
}
