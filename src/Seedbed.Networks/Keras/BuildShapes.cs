using System.Text.Json;

namespace Seedbed.Networks.Keras;

/// <summary>
/// The shapes in a layer's <c>build_config</c>: one <c>input_shape</c>, or a <c>shapes_dict</c> of them where <c>build</c> takes several.
/// </summary>
internal static class BuildShapes
{
    /// <summary>The key of the shape of a layer with one input.</summary>
    internal const string Only = "input_shape";

    /// <summary>
    /// A shape by its name; of several the first is also the one that others call <see cref="Only"/>. Null where there is none.
    /// </summary>
    internal static JsonElement? Find(JsonElement layer, string name)
    {
        if (!layer.TryGetProperty("build_config", out JsonElement build) || build.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (build.TryGetProperty(name, out JsonElement shape) && shape.ValueKind != JsonValueKind.Null)
        {
            return shape;
        }

        if (!build.TryGetProperty("shapes_dict", out JsonElement shapes) || shapes.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (shapes.TryGetProperty(name, out shape) && shape.ValueKind != JsonValueKind.Null)
        {
            return shape;
        }

        return name == Only && shapes.EnumerateObject().Any() ? shapes.EnumerateObject().First().Value : null;
    }
}
