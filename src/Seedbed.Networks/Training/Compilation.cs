using Seedbed.Graph;

namespace Seedbed.Training;

/// <summary>What a model is trained with, and what its optimizer remembers from one training to the next.</summary>
internal sealed class Compilation
{
    private readonly IReadOnlyList<OutputLoss> _losses;
    private readonly bool _isForAll;
    private OptimizerState? _state;
    private TrainedOutput[]? _outputs;
    private LayerPenalties? _penalties;

    /// <param name="optimizer">The optimizer.</param>
    /// <param name="losses">A loss for each output, in their order or by their names.</param>
    /// <param name="isForAll">Whether the only loss is that of all outputs.</param>
    /// <exception cref="ArgumentException">A metric stands twice, or cannot be measured beside its loss.</exception>
    internal Compilation(Optimizer optimizer, IReadOnlyList<OutputLoss> losses, bool isForAll)
    {
        optimizer.Check();
        foreach (OutputLoss loss in losses)
        {
            loss.Check();
        }

        Optimizer = optimizer;
        _losses = losses;
        _isForAll = isForAll;
    }

    internal Optimizer Optimizer { get; }

    /// <summary>Optimizer and losses as texts.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Settings =>
    [
        new("optimizer", Optimizer.Serialize()),
        new("loss", string.Join(", ", _losses.Select(TextOf))),
    ];

    private static string TextOf(OutputLoss loss) =>
        $"{(loss.Output is null ? "" : $"{loss.Output}=")}{(loss.Weight == 1 ? "" : $"{loss.Weight}·")}{loss.Loss.Serialize()}";

    /// <summary>The outputs in their order.</summary>
    internal TrainedOutput[] Outputs(Network network) => _outputs ??= TrainedOutput.Of(network, _losses, _isForAll);

    /// <summary>What layers add to the loss.</summary>
    internal LayerPenalties Penalties(Network network) => _penalties ??= new LayerPenalties(network);

    /// <summary>What the optimizer remembers.</summary>
    internal OptimizerState State(Network network, ExecutionOptions execution)
    {
        if (_state is null)
        {
            Seedbed.Layers.Parameter[] trained = [.. network.Parameters.Where(parameter => parameter.Trainable)];
            _state = new OptimizerState(
                Optimizer, [.. trained.Select(parameter => parameter.Value)], [.. trained.Select(parameter => parameter.Name)]);
        }

        _state.Execution = execution;
        return _state;
    }
}
