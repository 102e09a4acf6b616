using System.Collections.Immutable;
using Seedbed.Checkpoints.Templates;

namespace Seedbed.Networks.Keras;

/// <summary>A layer whose weights are listed.</summary>
/// <param name="Scope">The layer.</param>
/// <param name="Definition">Its class.</param>
/// <param name="Weights">Its weights, in Keras's order.</param>
/// <param name="Outputs">The shapes that its first call gives.</param>
internal sealed record BuiltLayer(
    LayerScope Scope, LayerDefinition Definition, ImmutableArray<TensorTemplate> Weights, IReadOnlyList<PartialShape> Outputs)
{
    /// <summary>The shapes that another call gives.</summary>
    internal IReadOnlyList<PartialShape> CallAgain(LayerCall call)
    {
        if (Definition.Output is not null)
        {
            return Scope.On(call).OutputsOf(Definition);
        }

        bool isSame = Scope.Inputs.Call is { } first && first.Inputs.SequenceEqual(call.Inputs);
        return isSame ? Outputs : [PartialShape.Unknown($"{Scope.Place}: what shape a later call on another shape gives is not known; save "
            + "the model with build_config, as model.to_json() of Keras 3 does.")];
    }
}
