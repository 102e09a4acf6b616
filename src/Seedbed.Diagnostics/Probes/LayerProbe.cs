using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>What a probe found at a call of a layer, over all seeds.</summary>
/// <param name="Node">The call.</param>
/// <param name="Signals">One for each seed.</param>
public sealed record LayerProbe(ModelNode Node, IReadOnlyList<LayerSignal> Signals)
{
    /// <summary>What theory says of the call; null where no prediction was asked for.</summary>
    public PredictedNode? Predicted { get; init; }

    /// <summary>
    /// The mean second moment of all seeds, divided by the prediction; null where there is none.
    /// </summary>
    public double? RatioToPrediction => Predicted?.SecondMoment is { } predicted ? SecondMoment.Mean / predicted : null;

    /// <summary>
    /// Whether the mean is where the prediction has it: the greater of both at most 1.25 times the other, and three standard deviations of
    /// what networks of such widths show by chance. Null where there is no prediction.
    /// </summary>
    public bool? IsAsPredicted => (RatioToPrediction, Predicted?.RelativeSpread) is ({ } ratio, { } spread)
        ? Math.Max(ratio, 1 / ratio) <= 1.25 + (3 * spread / Math.Sqrt(Signals.Count))
        : null;

    /// <summary>Whether the layer has weights.</summary>
    public bool HasWeights => Node.Weights.Count > 0;

    /// <summary>The band of a quantity over the seeds.</summary>
    /// <param name="quantity">Which: <c>signal => signal.SecondMoment</c>.</param>
    public Band BandOf(Func<LayerSignal, double> quantity) => Band.Of(Signals.Select(quantity));

    /// <summary>The band of the second moment.</summary>
    public Band SecondMoment => BandOf(signal => signal.SecondMoment);
}
