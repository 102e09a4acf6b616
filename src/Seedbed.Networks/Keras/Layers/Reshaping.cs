using System.Text.Json;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>Layers that give their input another shape; none has weights.</summary>
/// <remarks>Source: <c>keras.layers.reshaping</c>.</remarks>
internal static class Reshaping
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        LayerDefinition.Weightless("Flatten", Flatten),
        LayerDefinition.Weightless("Reshape", Reshape),
        LayerDefinition.Weightless("Permute", Permute),
        LayerDefinition.Weightless(
            "RepeatVector", layer => layer.Input.Of(layer.Input.Find(0), layer.Config.Size("n"), layer.Input.Find(1))),
        .. from rank in Enumerable.Range(1, 3)
           from definition in (LayerDefinition[])
           [
               LayerDefinition.Weightless($"Cropping{rank}D", layer => Pad(layer, rank, "cropping", sign: -1)),
               LayerDefinition.Weightless($"ZeroPadding{rank}D", layer => Pad(layer, rank, "padding", sign: 1)),
               LayerDefinition.Weightless($"UpSampling{rank}D", layer => UpSample(layer, rank)),
           ]
           select definition,
    ];

    private static PartialShape Flatten(LayerScope layer)
    {
        PartialShape input = layer.Input;
        return input.Of(input.Find(0), Product(input.Dimensions[1..]));
    }

    /// <summary>One target size may be −1: it takes what is left.</summary>
    private static PartialShape Reshape(LayerScope layer)
    {
        PartialShape input = layer.Input;
        long?[] target = Targets(layer.Config);
        int free = Array.IndexOf(target, -1);
        if (free >= 0)
        {
            long? rest = Product([.. target.Where((_, axis) => axis != free)]);
            long? all = Product(input.Dimensions[1..]);
            target[free] = all is { } size && rest is > 0 ? size / rest : null;
        }

        return input.Of([input.Find(0), .. target]);
    }

    /// <summary>The sizes that a Reshape is to give, null where one is not known.</summary>
    internal static long?[] Targets(LayerConfig config)
    {
        const string Accepted = "a list of integers from 1 to 2^53, one of which may be -1";
        JsonElement list = config.Find("target_shape") is { ValueKind: JsonValueKind.Array } given
            ? given
            : throw config.Wrong("target_shape", Accepted);
        long?[] sizes = [.. list.EnumerateArray().Select(Size)];
        return sizes.Count(size => size == -1) <= 1 ? sizes : throw config.Wrong("target_shape", Accepted);

        long? Size(JsonElement item) =>
            item.ValueKind == JsonValueKind.Null ? null
            : item.ValueKind == JsonValueKind.Number
                && item.TryGetInt64(out long size)
                && size is -1 or (>= 1 and <= Shapes.Shape.MaxElementCount) ? size
            : throw config.Wrong("target_shape", Accepted);
    }

    private static PartialShape Permute(LayerScope layer)
    {
        PartialShape input = layer.Input;
        return input.Of([input.Find(0), .. (layer.Config.Axes("dims") ?? throw layer.Config.Wrong("dims", "a list of axes"))
            .Select(axis => input.Find(axis))]);
    }

    private static PartialShape Pad(LayerScope layer, int rank, string key, int sign)
    {
        (long Before, long Behind)[] sides = Sides(layer.Config, key, rank);
        return Spatial.Map(layer, rank, (size, axis) => checked(size + (sign * (sides[axis].Before + sides[axis].Behind))));
    }

    /// <summary>
    /// Both sides of each axis: from one number for all, one for each axis, or a pair for each; in one dimension from a pair. By default 1,
    /// but a Cropping2D cuts nothing.
    /// </summary>
    internal static (long Before, long Behind)[] Sides(LayerConfig config, string key, int rank)
    {
        long standard = key == "cropping" && rank == 2 ? 0 : 1;
        return config.Find(key) switch
        {
            null => [.. Enumerable.Repeat((standard, standard), rank)],
            { ValueKind: JsonValueKind.Number } one => [.. Enumerable.Repeat(Both(one), rank)],
            { ValueKind: JsonValueKind.Array } list when rank == 1
                && list.GetArrayLength() == 2
                && list[0].ValueKind == JsonValueKind.Number => [(One(list[0]), One(list[1]))],
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == rank => [.. list.EnumerateArray().Select(Both)],
            _ => throw Wrong(),
        };

        (long, long) Both(JsonElement item) =>
            item.ValueKind != JsonValueKind.Array
                ? (One(item), One(item))
                : item.GetArrayLength() == 2 ? (One(item[0]), One(item[1])) : throw Wrong();

        long One(JsonElement item) => LayerConfig.CountOf(item) ?? throw Wrong();

        FormatException Wrong() => config.Wrong(key, $"{LayerConfig.CountText}, a list of {rank} of them, or a list of {rank} pairs");
    }

    private static PartialShape UpSample(LayerScope layer, int rank)
    {
        long[] factors = layer.Config.Find("size") is null ? [.. Enumerable.Repeat(2L, rank)] : layer.Config.Sizes("size", rank);
        return Spatial.Map(layer, rank, (size, axis) => checked(size * factors[axis]));
    }

    private static long? Product(ReadOnlySpan<long?> sizes)
    {
        long? product = 1;
        foreach (long? size in sizes)
        {
            product = product is { } first && size is { } second ? checked(first * second) : null;
        }

        return product;
    }
}
