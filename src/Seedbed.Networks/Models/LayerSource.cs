using System.Text.Json.Nodes;
using Seedbed.Networks.Keras;
using Seedbed.Networks.Layers;
using Seedbed.Numerics;

namespace Seedbed.Networks.Models;

/// <summary>A model that is made of layers in C#: it writes their configuration, and reads it as it reads any other.</summary>
/// <param name="type">The type of weights and values.</param>
internal abstract class LayerSource(ElementType type) : ModelSource
{
    /// <summary>The type of weights and values.</summary>
    internal string TypeName => type.Name();

    internal sealed override ModelConfig Read()
    {
        ConfigContext context = new(type, isForKeras: false);
        JsonObject json = Write(context);
        return new ModelConfig(Bytes(json), new KerasModelOptions { Initializers = context.Initializers });
    }

    internal sealed override ReadOnlyMemory<byte> ForKeras(Network network)
    {
        JsonObject json = Write(new ConfigContext(type, isForKeras: true));
        Complete(json, network);
        return Bytes(json);
    }

    /// <summary>The configuration without the shapes that layers are built on.</summary>
    private protected abstract JsonObject Write(ConfigContext context);

    /// <summary>Adds the shapes.</summary>
    private protected abstract void Complete(JsonObject json, Network network);

    /// <summary>A shape as Keras writes it, with null for what is unknown.</summary>
    private protected static JsonArray ShapeNode(PartialShape shape) =>
        new([.. shape.Dimensions.ToArray().Select(size => size is { } known ? JsonValue.Create(known) : null)]);

    /// <summary>What a layer's <c>build</c> takes: one shape, a list of them, or, for attention, shapes by name.</summary>
    private protected static JsonObject BuildNode(LayerRow row, bool takesList)
    {
        IReadOnlyList<PartialShape> inputs =
            [.. row.Inputs.Arguments.Count > 1 ? row.Inputs.Arguments.Values.SelectMany(shapes => shapes) : row.Inputs.Inputs];
        if (takesList)
        {
            return new JsonObject { ["input_shape"] = new JsonArray([.. inputs.Select(ShapeNode)]) };
        }

        if (row.ClassName != "MultiHeadAttention")
        {
            return new JsonObject { ["input_shape"] = ShapeNode(inputs[0]) };
        }

        string[] names = ["query_shape", "value_shape", "key_shape"];
        JsonObject shapes = [];
        foreach ((string name, PartialShape shape) in names.Zip(inputs))
        {
            shapes[name] = ShapeNode(shape);
        }

        return new JsonObject { ["shapes_dict"] = shapes };
    }

    private static byte[] Bytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
}
