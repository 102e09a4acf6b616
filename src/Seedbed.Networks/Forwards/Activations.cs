using System.Collections.Frozen;
using System.Text.Json;
using Seedbed.Networks.Autodiff;
using Seedbed.Networks.Autodiff.Operations;
using Seedbed.Serialization;

namespace Seedbed.Networks.Forwards;

/// <summary>Keras's activations by their names.</summary>
/// <remarks>Source: <c>keras.activations</c>.</remarks>
internal static class Activations
{
    private static readonly FrozenDictionary<string, Operation?> s_byName = new Dictionary<string, Operation?>(StringComparer.Ordinal)
    {
        ["linear"] = null,
        ["relu"] = Relu.Instance,
        ["softmax"] = Softmax.Instance,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names that are known.</summary>
    internal static IEnumerable<string> Names => s_byName.Keys;

    /// <summary>The activation that a layer's configuration names; the identity where it names none.</summary>
    internal static Func<Tape, Tensor, Tensor> Of(LayerBinding layer, string key = "activation")
    {
        const string Accepted = "the name of one of Keras's activations, or null";
        if (layer.Config.Find(key) is not { } value)
        {
            return Identity;
        }

        string name = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw layer.Config.Wrong(key, Accepted);
        return s_byName.TryGetValue(name, out Operation? operation)
            ? operation is null ? Identity : (tape, x) => tape.Apply(operation, x)
            : throw new FormatException($"{layer.Place}: {key} is '{name}', which is none of the activations that are computed here.{NearestName.Suggestion(name, s_byName.Keys)} They are {string.Join(", ", s_byName.Keys.Order(StringComparer.Ordinal))}.");
    }

    private static Tensor Identity(Tape tape, Tensor x) => x;
}
