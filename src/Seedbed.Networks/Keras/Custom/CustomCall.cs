using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;

namespace Seedbed.Keras;

/// <summary>What the function of a layer of a user's own sees of a call: its weights, its configuration, and the tape.</summary>
public sealed class CustomCall
{
    private readonly LayerBinding _layer;
    private readonly ForwardCall _call;

    internal CustomCall(LayerBinding layer, ForwardCall call)
    {
        _layer = layer;
        _call = call;
    }

    /// <summary>Where operations are applied, so that gradients go back through them.</summary>
    public Tape Tape => _call.Tape;

    /// <summary>Whether the model is being trained.</summary>
    public bool IsTraining => _call.IsTraining;

    /// <summary>The value of a weight.</summary>
    /// <param name="name">Its name in the description.</param>
    /// <exception cref="InvalidOperationException">The layer has no such weight; the sentence says which it has.</exception>
    public Tensor Weight(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _layer.Weight(name);
    }

    /// <summary>Whether the layer has a weight, which its configuration may leave out.</summary>
    /// <param name="name">Its name in the description.</param>
    public bool HasWeight(string name) => _layer.FindWeight(name) is not null;

    /// <summary>A number of the layer's configuration.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="FormatException">The configuration has no number under the key.</exception>
    public double Number(string key) =>
        Config.Find(key) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : throw Config.Wrong(key, "a number");

    /// <summary>A text of the layer's configuration, such as an activation's name.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="FormatException">The configuration has no text under the key.</exception>
    public string Text(string key) =>
        Config.Find(key) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Config.Wrong(key, "a text");

    /// <summary>A flag of the layer's configuration.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="FormatException">The configuration has no flag under the key.</exception>
    public bool Flag(string key) =>
        Config.Find(key) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value
            ? value.GetBoolean() : throw Config.Wrong(key, "true or false");

    private LayerConfig Config => _layer.Built.Layer.Origin!.Config;
}
