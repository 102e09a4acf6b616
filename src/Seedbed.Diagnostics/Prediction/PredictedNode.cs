using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>
/// What theory says of one call of a layer, before any forward pass: averages over weights, samples, positions and channels.
/// </summary>
/// <param name="Node">The call.</param>
/// <param name="SecondMoment">
/// E[x²] before the activation for layers with weights, else of the first output: of what <see cref="ObservedCall.PreActivation"/>
/// measures. Null where there is no prediction.
/// </param>
/// <param name="Mean">E[x], likewise.</param>
/// <param name="OutputSecondMoment">E[x²] of the first output.</param>
/// <param name="OutputMean">E[x] of the first output.</param>
/// <param name="RelativeSpread">
/// The standard deviation of the second moment that one network of these widths measures on one batch, divided by the prediction; that of
/// a mean of K networks is √K times less.
/// </param>
/// <param name="Reason">Why there is no prediction, in words; null where there is one.</param>
public sealed record PredictedNode(
    ModelNode Node, double? SecondMoment, double? Mean, double? OutputSecondMoment, double? OutputMean, double? RelativeSpread,
    string? Reason)
{
    private static readonly string[] s_additions = ["Add", "Subtract", "Average", "AddV2"];

    /// <summary>Whether <see cref="SignalPrediction.Coverage"/> counts it: a layer with weights, an addition or a normalization.</summary>
    public bool IsCounted => Node.Weights.Count > 0 || s_additions.Contains(Node.ClassName)
        || Node.ClassName.EndsWith("Normalization", StringComparison.Ordinal);

    /// <summary>Name, and prediction or reason.</summary>
    public override string ToString() => SecondMoment is { } moment
        ? $"{Node.Name}: {moment:G6} ± {100 * RelativeSpread:F0} %"
        : $"{Node.Name}: measured only: {Reason}";
}
