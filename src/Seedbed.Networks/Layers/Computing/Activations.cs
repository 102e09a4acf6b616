using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Serialization;

namespace Seedbed.Layers.Computing;

/// <summary>The activations that layers name.</summary>
internal static class Activations
{
    /// <summary>All names, in Keras's order.</summary>
    private static IEnumerable<string> Names =>
        NamedActivations.All.Descriptions.SelectMany(known => known.Aliases.Prepend(known.ClassName));

    /// <summary>The activation of a name.</summary>
    internal static Func<Tape, Tensor, Tensor> Of(LayerBinding layer, string name)
    {
        Func<Tape, Tensor, Tensor> function = FunctionOf(layer, name);
        return layer.Observer?.Watch(function) ?? function;
    }

    private static Func<Tape, Tensor, Tensor> FunctionOf(LayerBinding layer, string name) => NamedActivations.Find(name) switch
    {
        Linear => Identity,
        { } operation => (tape, x) => tape.Apply(operation, x),
        null => throw new FormatException(
            $"{layer.Place}: activation is '{name.Excerpt()}', which is none of the activations that are computed "
            + $"here.{(InitializerHint(layer, name) is { } hint ? " " + hint : NamedActivations.All.Suggestion(name))} They are "
            + $"{string.Join(", ", Names.Order(StringComparer.Ordinal))}."),
    };

    /// <summary>
    /// The activation of a layer, where its product can end with it: where the slope follows from the value alone. The rest is then the
    /// identity.
    /// </summary>
    internal static (ElementOperation? Fused, Func<Tape, Tensor, Tensor> Remaining) Split(LayerBinding layer, string name)
    {
        Func<Tape, Tensor, Tensor> rest = Of(layer, name);
        return NamedActivations.Find(name) is ElementOperation { HasSlopeOfValue: true } and not Linear and var operation
            && layer.Observer is null
            ? ((ElementOperation)operation, Identity)
            : (null, rest);
    }

    /// <summary>The activation of a recurrence, which must act element by element.</summary>
    internal static ElementOperation ElementOf(LayerBinding layer, string key, string name) =>
        NamedActivations.Find(name) as ElementOperation ?? throw layer.Wrong(
            key, Kinds.Text.Text(name),
            $"one of {string.Join(", ", Names.Where(known => NamedActivations.Find(known) is ElementOperation))}"
            + (InitializerHint(layer, name) is { } hint ? $" ({hint})" : ""));

    /// <summary>What to write where an initializer stands in the place of the activation, as in <c>Dense(3, "he_normal")</c>.</summary>
    private static string? InitializerHint(LayerBinding layer, string name)
    {
        List<string> keys = [];
        Layer owner = layer.Built.Layer;
        if (InitializerRegistry.Default.Find(name) is not null)
        {
            owner.Declare(new InitializerVisitor((key, _) => keys.Add(key)));
        }

        return keys.FirstOrDefault() is { } first
            ? $"'{name}' is an initializer: did you mean "
                + $"{(owner.Origin is null ? first.Replace("_i", "I", StringComparison.Ordinal) : first)}?"
            : null;
    }

    private static Tensor Identity(Tape tape, Tensor x) => x;
}
