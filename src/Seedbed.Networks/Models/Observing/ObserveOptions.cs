using Seedbed.Training;

namespace Seedbed.Models;

/// <summary>How a run is made that is looked at.</summary>
public sealed record ObserveOptions
{
    /// <summary>
    /// Whether dropout drops, and batch normalization takes the batch's statistics; what a run moves is put back behind it.
    /// </summary>
    public bool IsTraining { get; init; }

    /// <summary>Whether operations are kept for the way back; without, the run has no gradients.</summary>
    public bool IsRecording { get; init; }

    /// <summary>Whether a loss is derived by the inputs, too.</summary>
    public bool NeedsInputGradients { get; init; }

    /// <summary>The loss that the targets of a batch are held to; that which the model is compiled with where it is null.</summary>
    public Loss? Loss { get; init; }

    /// <summary>Is told of each call once it is done, before the next one; it may change the layer's weights and repeat the call.</summary>
    public Action<ObservedCall>? Observer { get; init; }

    /// <summary>Threads and cancellation.</summary>
    public ExecutionOptions Execution { get; init; }
}
