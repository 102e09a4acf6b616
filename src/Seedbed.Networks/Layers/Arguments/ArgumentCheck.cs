namespace Seedbed.Layers.Arguments;

/// <summary>Checks the arguments that a layer was given in C#, as those of a file are checked when they are read.</summary>
/// <param name="place">How messages name the layer.</param>
internal sealed class ArgumentCheck(string place) : ArgumentList
{
    internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind)
    {
        if (!kind.Accepts(value))
        {
            throw new FormatException($"{place}: {key} is {kind.Text(value)}; it must be {kind.Accepted}.");
        }
    }

    /// <summary>Layers inside are checked when they are built.</summary>
    internal override void Layer(string key, ref Layer value, Func<string, string>? rename = null)
    {
    }

    internal override void LayerOrNull(string key, ref Layer? value)
    {
    }

    internal override void Layers(string key, ref IReadOnlyList<Layer> value)
    {
    }
}
