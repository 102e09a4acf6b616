namespace Seedbed.Networks.Keras.Custom;

/// <summary>One weight in the description of a user's layer.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="InitializerKey">The key of the configuration that holds its initializer; null where there is none.</param>
/// <param name="DefaultInitializer">The initializer where the configuration has none, a name or a configuration.</param>
/// <param name="Trainable">Whether training changes it.</param>
/// <param name="When">A key of the configuration that must be true for the weight to be there; null where it always is.</param>
internal sealed record CustomWeight(
    string Name, IReadOnlyList<SizeExpression> Shape, string? InitializerKey, string DefaultInitializer, bool Trainable, string? When)
{
    /// <summary>Adds the weight to its layer.</summary>
    internal void AddTo(LayerScope layer)
    {
        if (When is null || layer.Config.Flag(When, true))
        {
            long[] shape = [.. Shape.Select(size => size.Value(layer))];
            layer.Weight(Name, shape,
                InitializerKey is { } key
                    ? layer.Initializers.Of(key, DefaultInitializer)
                    : layer.Initializers.FromText(Name, DefaultInitializer), Trainable);
        }
    }
}
