using Seedbed.Autodiff;

namespace Seedbed.Tests.Autodiff;

/// <summary>The activations as examples of operations, away from their kinks.</summary>
internal static class ActivationExamples
{
    internal static IReadOnlyList<OperationExample> All { get; } =
    [
        .. NamedActivations.All.Names.Where(name => name != "linear").Select(
            name => new OperationExample(name, () => NamedActivations.Find(name)!, [3, 8]) { Value = AwayFromKinks }),
        new("BoundedRelu", () => new BoundedRelu(negativeSlope: 0.3, maxValue: 2.5, threshold: 0.2), [2, 20]) { Value = AwayFromKinks },
        new("Elu of a width", () => new EluOperation(alpha: 0.7, scale: 1.1, width: 0.9), [2, 20]) { Value = AwayFromKinks },
        new("Threshold", () => new Threshold(threshold: 0.2, defaultValue: 3), [2, 20]) { Value = AwayFromKinks },
        new("ApproximateGelu", () => new ApproximateGelu(), [2, 20]) { Value = AwayFromKinks },
        new("Linear", () => new Linear(), [2, 20]),
        new("PRelu", () => new PReluOperation(), [2, 20], [2, 20]) { Value = AwayFromKinks },
        new("Relu of many elements", () => new ReluOperation(), [3, 700]) { Value = AwayFromKinks },
    ];

    /// <summary>From −8 to 8; kinks are at multiples of 0.1, and the values between them.</summary>
    private static double AwayFromKinks(int input, int element, double drawn) => (Math.Round(drawn * 80) + 0.5) / 10;
}
