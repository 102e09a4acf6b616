namespace Seedbed.Initializers;

/// <summary>
/// The gains that PyTorch gives activations: by how much a layer's weights are larger than for linear units. Folklore where it is tanh's
/// 5/3 and SELU's 3/4.
/// </summary>
/// <remarks>Source: <c>torch.nn.init.calculate_gain</c>; He et al. 2015, equation 15, for the slope.</remarks>
public static class Gains
{
    private const double SlopeOfPyTorch = 0.01;

    /// <summary>√(2/(1 + a²)) for a leaky ReLU of slope a below 0; √2 for ReLU.</summary>
    /// <param name="slope">The slope, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not finite.</exception>
    public static double LeakyRelu(double slope = SlopeOfPyTorch) =>
        Math.Sqrt(2 / (1 + (ParameterCheck.Finite(slope, nameof(slope)) * slope)));

    /// <summary>PyTorch's gain of an activation.</summary>
    /// <param name="activation">linear, sigmoid, tanh, relu, leaky_relu, selu, or conv1d and its like, which count as linear.</param>
    /// <param name="slope">Of a leaky ReLU.</param>
    /// <exception cref="ArgumentException">PyTorch has no gain for it.</exception>
    public static double Of(string activation, double slope = SlopeOfPyTorch) => activation switch
    {
        "linear" or "sigmoid" => 1,
        "tanh" => 5.0 / 3,
        "relu" => Math.Sqrt(2),
        "leaky_relu" => LeakyRelu(slope),
        "selu" => 0.75,
        not null when IsConvolution(activation) => 1,
        _ => throw new ArgumentException(
            $"'{activation.Excerpt()}' has no gain in PyTorch; it must be one of linear, sigmoid, tanh, relu, leaky_relu, "
            + "selu, or give the gain as a number.", nameof(activation)),
    };

    /// <summary>The slope and the gain of a He scheme in a call.</summary>
    internal static IReadOnlyList<ParameterDescription> Parameters { get; } =
    [
        new("a", "a number: the slope below 0 of a leaky ReLU", "0.0"),
        new("gain", "a number greater than 0, or one of linear, sigmoid, tanh, relu, leaky_relu, selu, or null", "null"),
    ];

    /// <summary>gain² where a gain is given, else 2/(1 + a²).</summary>
    internal static double SquareFromArguments(NamedArguments arguments)
    {
        double slope = ParameterCheck.Finite(arguments.Number("a", 0), "a");
        return arguments.Find("gain") switch
        {
            null or NullValue => 2 / (1 + (slope * slope)),
            TextValue { Value: "relu" } => 2,
            TextValue { Value: "leaky_relu" } => 2 / (1 + (slope * slope)),
            TextValue text => Of(text.Value) * Of(text.Value),
            _ => Square(ParameterCheck.Positive(arguments.Number("gain", 1), "gain")),
        };
    }

    private static double Square(double gain) => gain * gain;

    private static bool IsConvolution(string activation) =>
        activation is "conv1d" or "conv2d" or "conv3d" or "conv_transpose1d" or "conv_transpose2d" or "conv_transpose3d";
}
