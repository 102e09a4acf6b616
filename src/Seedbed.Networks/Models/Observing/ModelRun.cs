using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers.Computing;

namespace Seedbed.Models;

/// <summary>One run of a model over a batch, with what every layer gave. Its tensors are void once it is disposed.</summary>
public sealed class ModelRun : IDisposable
{
    private readonly List<ObservedCall> _calls = [];

    private ModelRun(Tape tape) => Tape = tape;

    /// <summary>Where the run is recorded: operations applied to its tensors and <see cref="Tape.Backward"/> go on from it.</summary>
    public Tape Tape { get; }

    /// <summary>The batch, a tensor for each input.</summary>
    public IReadOnlyList<Tensor> Inputs { get; private set; } = [];

    /// <summary>What the model gave.</summary>
    public IReadOnlyList<Tensor> Outputs { get; private set; } = [];

    /// <summary>The model's loss, a scalar, where the run was given targets; null where it was not.</summary>
    public Tensor? Loss { get; private set; }

    /// <summary>The calls in the order in which they were computed, that of <see cref="Model.Nodes"/>.</summary>
    public IReadOnlyList<ObservedCall> Calls => _calls;

    /// <summary>Voids the tensors of the run.</summary>
    public void Dispose() => Tape.Reset();

    /// <summary>Makes a run.</summary>
    /// <param name="network">What computes.</param>
    /// <param name="options">How.</param>
    /// <param name="nodes">The model's calls by layer and number.</param>
    /// <param name="forward">From a tape to inputs, outputs and loss.</param>
    internal static ModelRun Make(
        Network network, ObserveOptions options, NodeTable nodes, Func<Tape, (Tensor[] Inputs, Tensor[] Outputs, Tensor? Loss)> forward)
    {
        ModelRun run = new(new Tape(network.Type, options.Execution) { IsRecording = options.IsRecording });
        network.Observer = layer => run.Add(layer, nodes, options);
        try
        {
            (run.Inputs, run.Outputs, run.Loss) = network.Apart(() => forward(run.Tape));
        }
        finally
        {
            network.Observer = null;
        }

        return run;
    }

    private void Add(LayerRun layer, NodeTable nodes, ObserveOptions options)
    {
        if (nodes.Find(layer) is { } node)
        {
            ObservedCall call = new(node, layer);
            _calls.Add(call);
            options.Observer?.Invoke(call);
        }
    }
}
