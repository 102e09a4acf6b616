namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>What theory says of some classes of layers.</summary>
internal abstract class PredictionRule
{
    /// <summary>The classes.</summary>
    internal abstract IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// Whether its output's scale does not depend on what it takes, so that it has a prediction behind layers without one.
    /// </summary>
    internal virtual bool StartsAnew => false;

    /// <summary>Whether it needs what calls say besides tensors, or arguments that few layers have.</summary>
    internal virtual bool ReadsCallArguments => false;

    /// <summary>What a call gives.</summary>
    /// <exception cref="NotSupportedException">There is no prediction; the sentence says why.</exception>
    internal abstract LayerPrediction Predict(PredictedLayer layer);
}

/// <summary>Layers that have no prediction, for a reason that they share.</summary>
internal sealed class MeasuredOnly(string reason, params string[] classes) : PredictionRule
{
    internal override IReadOnlyList<string> Classes => classes;

    internal override LayerPrediction Predict(PredictedLayer layer) => throw new NotSupportedException(reason);
}
