namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>The rules.</summary>
internal static class KnownPredictions
{
    internal static IReadOnlyList<PredictionRule> All { get; } =
    [
        new DenseRule(), new EinsumDenseRule(), new EmbeddingRule(), new ConvolutionRule(), new DepthwiseConvolutionRule(),
        new TransposedConvolutionRule(), new LocallyConnectedRule(), new ActivationRule(), new ActivationOperationRule(),
        new AdditionRule(), new ScaledAdditionRule(), new MultiplicationRule(), new ExtremeRule(), new ConcatenationRule(),
        new AveragePoolingRule(), new MaxPoolingRule(), new GlobalPoolingRule(), new AdaptivePoolingRule(),
        new MeanOperationRule(), new BatchNormalizationRule(), new LayerNormalizationRule(), new RootMeanSquareRule(),
        new IdentityRule(), new DropoutRule(), new AlphaDropoutRule(), new AffineRule(), new ReshapingRule(),
        new ZeroPaddingRule(), new UpSamplingRule(), new AttentionRule(), new RecurrentRule(), new BidirectionalRule(),
        new TimeDistributedRule(),
    ];

    private static readonly Dictionary<string, PredictionRule> s_byClass =
        All.SelectMany(rule => rule.Classes.Select(name => KeyValuePair.Create(name, rule))).ToDictionary(StringComparer.Ordinal);

    /// <summary>The rule for a class.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    internal static PredictionRule For(string className) => s_byClass.GetValueOrDefault(className)
        ?? throw new NotSupportedException($"there is no rule for {className.Excerpt()}.");
}
