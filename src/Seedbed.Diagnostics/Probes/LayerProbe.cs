using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>What a probe found at a call of a layer, over all seeds.</summary>
/// <param name="Node">The call.</param>
/// <param name="Signals">One for each seed.</param>
public sealed record LayerProbe(ModelNode Node, IReadOnlyList<LayerSignal> Signals)
{
    /// <summary>Whether the layer has weights.</summary>
    public bool HasWeights => Node.Weights.Count > 0;

    /// <summary>The band of a quantity over the seeds.</summary>
    /// <param name="quantity">Which: <c>signal => signal.SecondMoment</c>.</param>
    public Band BandOf(Func<LayerSignal, double> quantity) => Band.Of(Signals.Select(quantity));

    /// <summary>The band of the second moment.</summary>
    public Band SecondMoment => BandOf(signal => signal.SecondMoment);
}
