using System.Text.Json;

namespace Seedbed.Networks.Keras.Graphs;

/// <summary>
/// The shapes of a model's inputs: those it is called on, those the reader was told, or those the file has of its first layers.
/// </summary>
internal static class ModelInputs
{
    /// <summary>The call of a Sequential model's first layer; null where no shape is known.</summary>
    internal static LayerCall? OfSequential(LayerScope model, IReadOnlyList<JsonElement> layers)
    {
        if (model.Inputs.Passed is { } passed)
        {
            return new LayerCall(passed);
        }

        PartialShape? own = (layers.Count > 0 ? Declared(layers[0], model.Place) : null) ?? OfBuild(model);
        if (model.IsRoot && model.Options.InputShapes.Count > 0)
        {
            RefuseCount(model, 1);
            own = Refine(model.Options.InputShapes[0], own, model.Place, 0);
        }

        return own is null ? null : new LayerCall([own]);
    }

    /// <summary>The shapes of a Functional model's input layers, by their names, where they are not those of the file.</summary>
    internal static IReadOnlyDictionary<string, PartialShape> OfFunctional(LayerScope model, IReadOnlyList<JsonElement> layers)
    {
        Dictionary<string, JsonElement> inputLayers = InputLayers(layers);
        string[] names = model.Config.Find("input_layers") is not null
            ? [.. TensorReference.ListOf(model.Config, "input_layers").Select(tensor => tensor.Layer)]
            : [.. inputLayers.Keys];
        if (model.Inputs.Passed is { } passed)
        {
            return names.Zip(passed).DistinctBy(pair => pair.First, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        }

        IReadOnlyList<IReadOnlyList<long?>> given = model.IsRoot ? model.Options.InputShapes : [];
        if (given.Count > 0)
        {
            RefuseCount(model, names.Length);
        }

        return names.Zip(given)
            .Select(
                (pair, index) => (pair.First,
                    Shape: Refine(pair.Second,
                        inputLayers.TryGetValue(pair.First, out JsonElement layer)
                            ? Declared(layer, model.Place)
                            : null, model.Place, index)))
            .DistinctBy(pair => pair.First, StringComparer.Ordinal)
            .ToDictionary(pair => pair.First, pair => pair.Shape, StringComparer.Ordinal);
    }

    /// <summary>The shape that a layer's configuration says its model starts with; null where it says none.</summary>
    internal static PartialShape? Declared(JsonElement layer, string place)
    {
        if (
            layer.ValueKind != JsonValueKind.Object
                || !layer.TryGetProperty("config", out JsonElement config)
                || config.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (string key in (ReadOnlySpan<string>)["batch_shape", "batch_input_shape"])
        {
            if (config.TryGetProperty(key, out JsonElement shape) && shape.ValueKind != JsonValueKind.Null)
            {
                return PartialShape.Read(shape, place);
            }
        }

        return config.TryGetProperty("input_shape", out JsonElement withoutBatch) && withoutBatch.ValueKind == JsonValueKind.Array
            ? WithBatch(PartialShape.Read(withoutBatch, place))
            : null;
    }

    private static PartialShape WithBatch(PartialShape shape) => shape.Of([null, .. shape.Dimensions]);

    private static PartialShape? OfBuild(LayerScope model) =>
        model.Inputs.Built
            ?? (
                model.Config.Find("build_input_shape") is { ValueKind: JsonValueKind.Array } shape
                    ? PartialShape.Read(shape, model.Place)
                    : null);

    private static Dictionary<string, JsonElement> InputLayers(IReadOnlyList<JsonElement> layers)
    {
        Dictionary<string, JsonElement> found = new(StringComparer.Ordinal);
        foreach (JsonElement layer in layers)
        {
            if (
                layer.ValueKind == JsonValueKind.Object
                    && layer.TryGetProperty("class_name", out JsonElement name)
                    && name.ValueKind == JsonValueKind.String
                && name.ValueEquals("InputLayer") && FunctionalGraph.NameOf(layer) is { } key)
            {
                found.TryAdd(key, layer);
            }
        }

        return found;
    }

    private static void RefuseCount(LayerScope model, int inputs)
    {
        int given = model.Options.InputShapes.Count;
        if (given != inputs)
        {
            throw new ArgumentException(
                $"{given} input shapes are given, and {model.Place} has {inputs} inputs; give one for each, in the order of its inputs.");
        }
    }

    /// <summary>The given shape, which has no batch, with what the file knows beyond it.</summary>
    private static PartialShape Refine(IReadOnlyList<long?> given, PartialShape? own, string place, int index)
    {
        PartialShape shape = new([null, .. given], place);
        if (given.Any(size => size is < 1 or > Shapes.Shape.MaxElementCount))
        {
            throw new ArgumentException(
                $"the input shape {index} is {shape}, the first being the batch; sizes are from 1 to 2^53, or unknown.");
        }

        if (own is null)
        {
            return shape;
        }

        bool agrees = own.Rank == shape.Rank
            && Enumerable.Range(1, given.Count).All(
                axis => own.Find(axis) is not { } size || given[axis - 1] is not { } other || size == other);
        return agrees
            ? shape.Of([.. own.Dimensions.ToArray().Select((size, axis) => size ?? shape.Find(axis))])
            : throw new ArgumentException(
                $"the input shape {index} is {shape} with the batch, and the model's own is {own}; they must agree where both are known.");
    }
}
