namespace Seedbed.Networks.Keras.Layers;

/// <summary>Layers that merge several inputs; none has weights.</summary>
/// <remarks>Source: <c>keras.layers.merging</c>.</remarks>
internal static class Merging
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        .. ((string[])["Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"]).Select(
            name => LayerDefinition.Weightless(name, layer => Broadcast(layer, layer.Inputs.All))),
        LayerDefinition.Weightless("Concatenate", Concatenate),
        LayerDefinition.Weightless("Dot", Dot),
    ];

    /// <summary>Axes are aligned at the end; along each, sizes are equal or 1.</summary>
    internal static PartialShape Broadcast(LayerScope layer, IReadOnlyList<PartialShape> inputs)
    {
        if (inputs.Count == 0)
        {
            throw new FormatException($"{layer.Place}: it is called on no tensor.");
        }

        int rank = inputs.Max(input => input.Rank);
        long?[] sizes = new long?[rank];
        for (int axis = 1; axis <= rank; axis++)
        {
            long?[] along = [.. inputs.Where(input => input.Rank >= axis).Select(input => input.Find(-axis))];
            sizes[^axis] = along.FirstOrDefault(size => size > 1) ?? (along.Contains(null) ? null : along.Min());
        }

        return new PartialShape(sizes, layer.Place);
    }

    private static PartialShape Concatenate(LayerScope layer)
    {
        IReadOnlyList<PartialShape> inputs = layer.Inputs.All;
        int axis =
            inputs[0].Index(
                layer.Config.Axes("axis") is [int only]
                    ? only
                    : layer.Config.Find("axis") is null ? -1 : throw layer.Config.Wrong("axis", "one axis"));
        long? sum =
            inputs.Aggregate((long?)0, (sum, input) => sum is { } first && input.Find(axis) is { } second ? checked(first + second) : null);
        return inputs[0].With(axis, sum);
    }

    /// <summary>The axes along which a Dot multiplies: one of both inputs, or one of each.</summary>
    internal static int[] AxesOfDot(LayerConfig config) =>
        config.Axes("axes") is { Length: 1 or 2 } axes ? axes : throw config.Wrong("axes", "an axis, or one for each of two inputs");

    /// <summary>The first input without its axis, then the second without its batch and its axis.</summary>
    private static PartialShape Dot(LayerScope layer)
    {
        IReadOnlyList<PartialShape> inputs = layer.Inputs.All;
        int[] axes = AxesOfDot(layer.Config);
        if (inputs.Count != 2)
        {
            throw new FormatException($"{layer.Place}: it is called on {inputs.Count} tensors; it must be called on a list of two.");
        }

        List<long?> first = [.. inputs[0].Dimensions];
        List<long?> second = [.. inputs[1].Dimensions];
        first.RemoveAt(inputs[0].Index(axes[0]));
        second.RemoveAt(inputs[1].Index(axes[^1]));
        long?[] sizes = [.. first, .. second.Skip(1)];
        return inputs[0].Of(sizes.Length == 1 ? [sizes[0], 1] : sizes);
    }
}
