namespace Seedbed.Layers.Arguments;

/// <summary>A layer's arguments in one line: <c>units 64, relu</c>.</summary>
internal sealed class ArgumentText : ArgumentList
{
    private readonly List<string> _arguments = [];

    /// <summary>The arguments, without initializers.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="defaults">An empty layer of its class, whose arguments are left out; null to leave out none.</param>
    internal static string Of(Layer layer, Layer? defaults) =>
        string.Join(", ", Read(layer).Except(defaults is null ? [] : Read(defaults)));

    internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind)
    {
        string text = value is null ? "null" : kind.Text(value).Trim('"').Replace(",", ", ", StringComparison.Ordinal);
        _arguments.Add(key == "activation" ? text : $"{key} {text}");
    }

    internal override void Accept<T>(string key, ref T value, ArgumentKind<T> kind)
    {
    }

    internal override void Initializer(string key, ref InitializerArgument? value, string defaultName)
    {
    }

    internal override void Layer(string key, ref Layer value, Func<string, string>? rename = null) =>
        LayerOrNull(key, ref value!);

    internal override void LayerOrNull(string key, ref Layer? value) => _arguments.Add($"{key} {value?.ClassName ?? "null"}");

    internal override void Layers(string key, ref IReadOnlyList<Layer> value) => _arguments.Add($"{key} {value.Count}");

    private static List<string> Read(Layer layer)
    {
        ArgumentText text = new();
        layer.Declare(text);
        return text._arguments;
    }
}
