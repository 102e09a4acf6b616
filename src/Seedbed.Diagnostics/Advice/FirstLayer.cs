namespace Seedbed.Diagnostics;

/// <summary>The first layer's weights: they bring an input of second moment 1 to the variance at which the hidden layers start.</summary>
/// <param name="WeightVariance">σw² of the first layer alone, over its fan in.</param>
/// <param name="BiasVariance">σb² of the first layer.</param>
/// <param name="Variance">q of the first pre-activations.</param>
public sealed record FirstLayer(double WeightVariance, double BiasVariance, double Variance)
{
    /// <summary>σw² = 1 and σb² = 0: from inputs of second moment 1 to q = 1.</summary>
    /// <remarks>
    /// Every scheme here starts there: what is told of a scheme by depth is comparable then. At a half-stable critical point, as GELU's and
    /// SiLU's, networks of finite width that start at q* are pulled away from it with twice the spread of those that start at 1 (width 256,
    /// 50 layers).
    /// </remarks>
    internal static FirstLayer AtOne { get; } = new(1, 0, 1);
}
