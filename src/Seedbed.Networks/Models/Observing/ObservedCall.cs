using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Models;

/// <summary>What a call of a layer took and gave in a run that is looked at; its tensors are valid until the run is disposed.</summary>
public sealed class ObservedCall
{
    private readonly LayerRun _run;

    internal ObservedCall(ModelNode node, LayerRun run) => (Node, _run) = (node, run);

    /// <summary>The call in the model.</summary>
    public ModelNode Node { get; }

    /// <summary>Where the run is recorded.</summary>
    public Tape Tape => _run.Call.Tape;

    /// <summary>The tensors of its first argument.</summary>
    public IReadOnlyList<Tensor> Inputs => _run.Call.Inputs;

    /// <summary>What it gives to the layers behind.</summary>
    public IReadOnlyList<Tensor> Outputs => _run.Outputs;

    /// <summary>
    /// The value before the activation for layers that have weights and an activation of one argument; of others, as of recurrent layers,
    /// the first output.
    /// </summary>
    public Tensor PreActivation =>
        _run.PreActivation is { } value && Node.Weights.Count > 0 && value.Count == Outputs[0].Count ? value : Outputs[0];

    /// <summary>
    /// What kernels inside the layer make of their inputs, by their weights' full names, in the order of computing: the projections of
    /// attention, x·W + b of recurrent layers, once a step where they are computed step by step. Empty for layers that are one product.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> Products => _run.Products;

    /// <summary>
    /// Computes the call again, for an observer that has changed the layer's weights: layers behind it see what it gives now.
    /// </summary>
    public void Repeat() => _run.Repeat();
}
