using System.Text.Json;
using Seedbed.Messages;
using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Activations;
using Seedbed.Serialization;

namespace Seedbed.Networks.Forwards;

/// <summary>The activations that configurations name.</summary>
internal static class Activations
{
    /// <summary>The activation that a layer's configuration names; the identity where it names none.</summary>
    internal static Func<Tape, Tensor, Tensor> Of(LayerBinding layer, string key = "activation")
    {
        const string Accepted = "the name of one of Keras's activations, or null";
        if (layer.Config.Find(key) is not { } value)
        {
            return Identity;
        }

        string name = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw layer.Config.Wrong(key, Accepted);
        return NamedActivations.ByName.TryGetValue(name, out Operation? operation)
            ? operation is null ? Identity : (tape, x) => tape.Apply(operation, x)
            : throw new FormatException(
                $"{layer.Place}: {key} is '{name.Excerpt()}', which is none of the activations that are computed "
                + $"here.{NearestName.Suggestion(name, NamedActivations.ByName.Keys)} They are "
                    + $"{string.Join(", ", NamedActivations.ByName.Keys.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>
    /// The activation of a layer, where its product can end with it: where the slope follows from the value alone. The rest is then the
    /// identity.
    /// </summary>
    internal static (ElementOperation? Fused, Func<Tape, Tensor, Tensor> Remaining) Split(LayerBinding layer)
    {
        Func<Tape, Tensor, Tensor> rest = Of(layer);
        string? name = layer.Config.Find("activation") is null ? null : layer.Config.Text("activation");
        return name is not null && NamedActivations.ByName[name] is ElementOperation { HasSlopeOfValue: true } fused
            ? (fused, Identity)
            : (null, rest);
    }

    /// <summary>The activation that a configuration names for a recurrence, which must act element by element.</summary>
    internal static ElementOperation ElementOf(LayerBinding layer, string key, string defaultName)
    {
        string name = layer.Config.FindOrNull(key) is null
            ? defaultName
            : layer.Config.Find(key) is null ? "linear" : layer.Config.Text(key);
        if (NamedActivations.ByName.TryGetValue(name, out Operation? operation) && operation is ElementOperation or null)
        {
            return (ElementOperation?)operation ?? new Linear();
        }

        IEnumerable<string> known = NamedActivations.All.Where(pair => pair.Value is ElementOperation or null).Select(pair => pair.Key);
        throw layer.Config.Wrong(key, $"one of {string.Join(", ", known)}");
    }

    private static Tensor Identity(Tape tape, Tensor x) => x;
}
