namespace Seedbed.Training;

/// <summary>The optimizers that there are.</summary>
internal static class KnownOptimizers
{
    internal static ComponentList<Optimizer> All { get; } =
        new("an optimizer", [SGD.Component, RMSprop.Component, Adam.Component, AdamW.Component]);
}
