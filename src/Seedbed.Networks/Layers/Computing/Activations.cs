using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Activations;
using Seedbed.Layers.Arguments;
using Seedbed.Serialization;

namespace Seedbed.Layers.Computing;

/// <summary>The activations that layers name.</summary>
internal static class Activations
{
    /// <summary>The activation of a name.</summary>
    internal static Func<Tape, Tensor, Tensor> Of(LayerBinding layer, string name)
    {
        return NamedActivations.ByName.TryGetValue(name, out Operation? operation)
            ? operation is null ? Identity : (tape, x) => tape.Apply(operation, x)
            : throw new FormatException(
                $"{layer.Place}: activation is '{name.Excerpt()}', which is none of the activations that are computed "
                + $"here.{NearestName.Suggestion(name, NamedActivations.ByName.Keys)} They are "
                    + $"{string.Join(", ", NamedActivations.ByName.Keys.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>
    /// The activation of a layer, where its product can end with it: where the slope follows from the value alone. The rest is then the
    /// identity.
    /// </summary>
    internal static (ElementOperation? Fused, Func<Tape, Tensor, Tensor> Remaining) Split(LayerBinding layer, string name)
    {
        Func<Tape, Tensor, Tensor> rest = Of(layer, name);
        return NamedActivations.ByName[name] is ElementOperation { HasSlopeOfValue: true } fused ? (fused, Identity) : (null, rest);
    }

    /// <summary>The activation of a recurrence, which must act element by element.</summary>
    internal static ElementOperation ElementOf(LayerBinding layer, string key, string name)
    {
        if (NamedActivations.ByName.TryGetValue(name, out Operation? operation) && operation is ElementOperation or null)
        {
            return (ElementOperation?)operation ?? new Linear();
        }

        IEnumerable<string> known = NamedActivations.All.Where(pair => pair.Value is ElementOperation or null).Select(pair => pair.Key);
        throw layer.Wrong(key, Kinds.Text.Text(name), $"one of {string.Join(", ", known)}");
    }

    private static Tensor Identity(Tape tape, Tensor x) => x;
}
