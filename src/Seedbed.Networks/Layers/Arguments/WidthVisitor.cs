namespace Seedbed.Layers.Arguments;

/// <summary>Goes through the sizes that make a layer as wide as it is, those of layers inside too, and may change them.</summary>
/// <param name="place">How messages name the layer.</param>
/// <param name="change">From Keras's key and the size to another size; null to look only.</param>
internal sealed class WidthVisitor(string place, Func<string, long, long>? change = null) : ArgumentList
{
    /// <summary>The units or filters that are given; null where the output is as wide as the input makes it.</summary>
    internal long? Output { get; private set; }

    /// <summary>Whether the layer has a width inside.</summary>
    internal bool HasInner { get; private set; }

    /// <summary>A copy with the changed sizes, which has forgotten the shapes that a file recorded of the old ones.</summary>
    internal Layer Visit(Layer layer)
    {
        Layer copy = layer.Copy();
        copy.TakeParts();
        copy.Origin = copy.Origin?.WithoutShapes();
        copy.Declare(this);
        if (change is not null)
        {
            copy.Declare(new ArgumentCheck(place));
        }

        return copy;
    }

    internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind)
    {
    }

    internal override void Width(string key, ref long value)
    {
        Output = value;
        value = change?.Invoke(key, value) ?? value;
    }

    internal override void InnerWidth(string key, ref long value)
    {
        HasInner = true;
        value = change?.Invoke(key, value) ?? value;
    }

    internal override void InnerWidth(string key, ref long? value)
    {
        if (value is { } size)
        {
            InnerWidth(key, ref size);
            value = size;
        }
    }

    internal override void Layer(string key, ref Layer value, Func<string, string>? rename = null) => value = Visit(value);

    internal override void LayerOrNull(string key, ref Layer? value) => value = value is null ? null : Visit(value);

    internal override void Layers(string key, ref IReadOnlyList<Layer> value) => value = [.. value.Select(Visit)];
}
