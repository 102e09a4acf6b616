namespace Seedbed.Networks.Layers.Computing;

/// <summary>What a call in a Functional model says besides tensors.</summary>
internal sealed record CallOptions
{
    internal static CallOptions None { get; } = new();

    /// <summary>Whether the layer is to behave as in training, whatever the model does; null where the model decides.</summary>
    internal bool? IsTraining { get; init; }

    /// <summary>Whether a query attends only to what is not behind it.</summary>
    internal bool UsesCausalMask { get; init; }

    /// <summary>Whether attention gives its scores too.</summary>
    internal bool ReturnsAttentionScores { get; init; }

    /// <summary>What is read and not computed; null where there is nothing.</summary>
    internal FormatException? Fault { get; init; }
}
