using System.Text.Json;

namespace Seedbed.Layers.Building;

/// <summary>
/// The shapes in a layer's <c>build_config</c>: one <c>input_shape</c>, or a <c>shapes_dict</c> of them where <c>build</c> takes several.
/// </summary>
/// <param name="config">The <c>build_config</c>.</param>
internal sealed class BuildShapes(JsonElement config)
{
    /// <summary>The key of the shape of a layer with one input.</summary>
    internal const string Only = "input_shape";

    /// <summary>
    /// A shape by its name; of several by names the first is also the one that others call <see cref="Only"/>. Null where there is none.
    /// </summary>
    /// <exception cref="FormatException">What stands there is no shape.</exception>
    internal PartialShape? Find(string name, string place) => Find(name) is { } shape ? PartialShape.Read(shape, place) : null;

    /// <summary>The same where it may be a list of shapes.</summary>
    internal IReadOnlyList<PartialShape>? FindAll(string name, string place) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Array =>
            [.. list.EnumerateArray().Select(shape => PartialShape.Read(shape, place))],
        { } shape => [PartialShape.Read(shape, place)],
    };

    private JsonElement? Find(string name)
    {
        if (Property(config, name) is { } shape)
        {
            return shape;
        }

        if (Property(config, "shapes_dict") is not { ValueKind: JsonValueKind.Object } shapes)
        {
            return null;
        }

        return Property(shapes, name) ?? (name == Only && shapes.EnumerateObject().Any() ? shapes.EnumerateObject().First().Value : null);
    }

    private static JsonElement? Property(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
