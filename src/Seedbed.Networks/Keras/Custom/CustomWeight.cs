using Seedbed.Layers;
using Seedbed.Layers.Building;

namespace Seedbed.Keras;

/// <summary>One weight in the description of a user's layer.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="InitializerKey">The key of the configuration that holds its initializer; null where there is none.</param>
/// <param name="DefaultInitializer">The initializer where the configuration has none, a name or a configuration.</param>
/// <param name="Trainable">Whether training changes it.</param>
/// <param name="When">A key of the configuration that must be true for the weight to be there; null where it always is.</param>
/// <param name="Store">The name under which its layer's <c>save_own_variables</c> stores it; null where weight files number it.</param>
internal sealed record CustomWeight(
    string Name, IReadOnlyList<SizeExpression> Shape, string? InitializerKey, string DefaultInitializer, bool Trainable, string? When,
    string? Store)
{
    /// <summary>Adds the weight to its layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="initializer">Where it starts from.</param>
    internal void AddTo(BuiltLayer layer, InitializerArgument initializer)
    {
        if (When is null || layer.Layer.Origin!.Config.Flag(When, true))
        {
            if (Store is not null)
            {
                layer.StoreKeys[$"{layer.Path}/{Name}"] = Store;
            }

            layer.Weight(Name, [.. Shape.Select(size => size.Value(layer))], initializer, Trainable);
        }
    }
}
