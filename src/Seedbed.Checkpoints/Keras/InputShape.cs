using System.Text.Json;

namespace Seedbed.Checkpoints.Keras;

/// <summary>The shape a layer was built on; dimensions may be unknown, the batch usually is.</summary>
/// <param name="dimensions">Outermost first; null where unknown.</param>
/// <param name="place">How messages name the layer.</param>
internal sealed class InputShape(long?[] dimensions, string place)
{
    internal int Rank => dimensions.Length;

    /// <summary>A dimension that must be known; negative axes count from the end.</summary>
    internal long this[int axis]
    {
        get
        {
            if (axis < -Rank || axis >= Rank)
            {
                throw new FormatException($"{place}: axis {axis} is outside its input shape {this}; an axis is from {-Rank} to {Rank - 1}.");
            }

            return dimensions[axis < 0 ? axis + Rank : axis]
                ?? throw new FormatException($"{place}: dimension {axis} of its input shape {this} is unknown, but its weights depend on it; build the model on a full shape.");
        }
    }

    /// <summary>The shape of one time step: (batch, …) without axis 1.</summary>
    internal InputShape Step() =>
        Rank >= 2 ? new InputShape([dimensions[0], .. dimensions[2..]], place) : throw new FormatException($"{place}: its input shape {this} has no time axis.");

    /// <summary>(batch, size).</summary>
    internal InputShape WithFeatures(long size) => new([Rank > 0 ? dimensions[0] : null, size], place);

    /// <summary>Reads a list of integers and nulls.</summary>
    internal static InputShape Read(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong();
        }

        return new InputShape([.. element.EnumerateArray().Select(Dimension)], place);

        long? Dimension(JsonElement item) => item.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number when item.TryGetInt64(out long size) && size is >= 0 and <= Shapes.Shape.MaxElementCount => size,
            _ => throw Wrong(),
        };

        FormatException Wrong() =>
            new($"{place}: its input shape is {LayerConfig.Excerpt(element)}; it must be a list of integers of at least 0, null where a dimension is unknown.");
    }

    public override string ToString() => $"[{string.Join(", ", dimensions.Select(dimension => dimension?.ToString() ?? "null"))}]";
}
