namespace Seedbed.Networks.Forwards;

/// <summary>Models, at the root or as layers of another.</summary>
internal static class ModelForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        new("InputLayer", _ => call => call.Inputs),
        new("Sequential", Sequential),
        new("Functional", FunctionalForward.Bind),
        new("Model", FunctionalForward.Bind),
    ];

    private static LayerFunction Sequential(LayerBinding model)
    {
        LayerFunction[] functions = [.. model.Layers.Select(layer => layer.Function)];
        return call =>
        {
            foreach (LayerFunction function in functions)
            {
                call = call.On(function(call));
            }

            return call.Inputs;
        };
    }
}
