using Seedbed.Autodiff;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Query, value and key of an attention layer; the key is the value where there is none of its own.</summary>
internal static class AttentionInputs
{
    private static readonly string[] s_arguments = ["0", "1", "2", "query", "value", "key"];

    /// <summary>The shapes of a layer's build, or of its first call.</summary>
    /// <exception cref="FormatException">One is not known.</exception>
    internal static (PartialShape Query, PartialShape Key, PartialShape Value) Shapes(BuiltLayer layer)
    {
        PartialShape query = Required("query", 0);
        PartialShape value = Required("value", 1);
        return (query, Find("key", 2) ?? value, value);

        PartialShape Required(string argument, int position) => Find(argument, position) ?? throw new FormatException(
            $"{layer.Place}: build_config has no {argument}_shape in its shapes_dict, and the weights depend on it; build the model before "
            + "model.to_json().");

        // Keras 2 writes the shapes into the configuration.
        PartialShape? Find(string argument, int position) =>
            layer.Inputs.Named(argument, position) ?? layer.Layer.Origin?.ShapeOf(argument + "_shape", layer.Place);
    }

    /// <summary>The tensors of a call.</summary>
    /// <exception cref="ArgumentException">They do not fit each other.</exception>
    internal static (Tensor Query, Tensor Key, Tensor Value) Tensors(LayerBinding layer, ForwardCall call)
    {
        if (call.Arguments?.Keys.FirstOrDefault(name => !s_arguments.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{layer.Place}: it is called with {unknown.Excerpt()}, which is not computed here; use_causal_mask is.");
        }

        Tensor query = call.Find("query", 0) ?? call.Input;
        Tensor value = call.Find("value", 1)
            ?? (
                call.Inputs.Length > 1
                    ? call.Inputs[1]
                    : throw new ArgumentException($"{layer.Place}: it is called on one tensor; it needs a query and a value."));
        Tensor key = call.Find("key", 2) ?? (call.Inputs.Length > 2 ? call.Inputs[2] : value);
        foreach (Tensor input in (ReadOnlySpan<Tensor>)[query, key, value])
        {
            layer.CheckRank(input, 3, "[batch, steps, features]");
        }

        return query[0] == value[0] && value[0] == key[0] && key[1] == value[1]
            ? (query, key, value)
            : throw new ArgumentException(
                $"{layer.Place}: query, key and value have the shapes {query.ShapeText}, {key.ShapeText} and {value.ShapeText}; the "
                + "batches must be equal, and the steps of key and value.");
    }
}
