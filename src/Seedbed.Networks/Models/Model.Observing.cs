using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Training;

namespace Seedbed.Models;

/// <content>What can be seen of a model while it computes.</content>
public partial class Model
{
    private NodeTable? _nodes;

    /// <summary>The calls of all layers in the order in which they are computed; models inside are opened.</summary>
    /// <exception cref="InvalidOperationException">The shape of the input is not known.</exception>
    public IReadOnlyList<ModelNode> Nodes => Table.Nodes;

    /// <summary>The tensors that the model gives.</summary>
    /// <exception cref="InvalidOperationException">The shape of the input is not known.</exception>
    public IReadOnlyList<NodeTensor> OutputTensors => Table.Outputs;

    /// <summary>Whether a trainable weight was loaded, set or trained; else the initializers drew them all.</summary>
    /// <exception cref="InvalidOperationException">The shape of the input is not known.</exception>
    public bool HasGivenWeights => Weights.Any(weight => weight is { Trainable: true, DrawnFrom: null });

    internal NodeTable Table => _nodes ??= new NodeTable(
        Network.Model, Weights, new ArgumentWriter(Network.Type.Name(), _registry));

    /// <summary>Runs the model over a batch and keeps what every layer gives; the model stays as it was.</summary>
    /// <param name="inputs">For each input of the model, in its order, the samples of the batch.</param>
    /// <param name="options">How; a prediction without gradients where it is null.</param>
    /// <exception cref="ArgumentException">The samples do not fit the model; the sentence names the layer and both shapes.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Dense(64, activation: "relu"), new Dense(3)], seed: 42);
    /// using ModelRun run = model.Observe([new float[8, 4]]);
    /// foreach (ObservedCall call in run.Calls)
    /// {
    ///     Console.WriteLine($"{call.Node.Name} {call.PreActivation.SumOfSquares() / call.PreActivation.Count}");
    /// }
    /// </code>
    /// </example>
    public ModelRun Observe(IReadOnlyList<Samples> inputs, ObserveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new ObserveOptions();
        Begin(inputs);
        BatchFeed feed = new(Network, inputs);
        int[] numbers = [.. Enumerable.Range(0, inputs[0].Count)];
        return ModelRun.Make(Network, options, Table, tape =>
        {
            Tensor[] tensors = feed.Inputs(tape, numbers, options.NeedsInputGradients);
            return (tensors, Network.Forward(tape, tensors, options.IsTraining), null);
        });
    }

    /// <summary>The same over a batch with targets: the options' loss, or that which the model is compiled with.</summary>
    /// <param name="batch">The inputs and targets of one batch.</param>
    /// <param name="options">How; a prediction without gradients where it is null.</param>
    /// <exception cref="ArgumentException">Samples or targets do not fit the model; the sentence names layer and shapes.</exception>
    /// <exception cref="InvalidOperationException">The options have no loss, and the model is not compiled.</exception>
    public ModelRun Observe(DataSet batch, ObserveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        options ??= new ObserveOptions();
        Begin(batch);
        Compilation compilation = options.Loss is { } given
            ? new Compilation(new SGD(), [new OutputLoss(given)], isForAll: true)
            : Compiled(nameof(Observe));
        BatchLoss loss = new(Network, compilation, batch);
        int[] numbers = [.. Enumerable.Range(0, batch.Count)];
        return ModelRun.Make(Network, options, Table, tape =>
        {
            BatchOutputs outputs = loss.Run(tape, numbers, options.IsTraining, options.NeedsInputGradients);
            return (outputs.Inputs, [.. outputs.Outputs.Select(output => output.Predictions)], outputs.Total(tape));
        });
    }
}
