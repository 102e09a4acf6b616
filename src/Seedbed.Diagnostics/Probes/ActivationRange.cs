using System.Text.Json.Nodes;
using Seedbed.Autodiff;
using Seedbed.Models;

namespace Seedbed.Diagnostics.Probes;

/// <summary>
/// The ends at which an activation saturates: where it is flat far out, but not yet at ±1. The flat side of a rectifier is no such end.
/// </summary>
/// <param name="Low">The lower end; −∞ where there is none.</param>
/// <param name="High">The upper end; ∞ where there is none.</param>
internal readonly record struct ActivationRange(double Low, double High)
{
    /// <summary>What counts as near an end, as a part of the distance between both; one of the two is taken as 0 where there is none.</summary>
    private const double Margin = 0.025;

    private const double FarOut = 1e4;

    private static readonly ActivationRange s_none = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether there is an end.</summary>
    internal bool HasEnd => double.IsFinite(Low) || double.IsFinite(High);

    /// <summary>Values up to here are saturated.</summary>
    internal double LowEdge => double.IsFinite(Low) ? Low + (Margin * ((double.IsFinite(High) ? High : 0) - Low)) : Low;

    /// <summary>Values from here on are saturated.</summary>
    internal double HighEdge => double.IsFinite(High) ? High - (Margin * (High - (double.IsFinite(Low) ? Low : 0))) : High;

    /// <summary>The ends of the activation that a call applies, as its argument or as a layer of its own.</summary>
    internal static ActivationRange Of(ModelNode node) => NameOf(node) is { } name
        && NamedActivations.Functions.Find(name) is not null ? Of(ActivationFunction.Named(name)) : s_none;

    /// <summary>The activation of a call by its Keras name; null where it applies none.</summary>
    internal static string? NameOf(ModelNode node) =>
        node.Config["activation"] is JsonValue value && value.TryGetValue(out string? name) ? name
        : node.ClassName switch
        {
            "ReLU" => "relu",
            "LeakyReLU" => "leaky_relu",
            "ELU" => "elu",
            "Softmax" => "softmax",
            _ => null,
        };

    private static ActivationRange Of(ActivationFunction activation) =>
        new(End(activation, -1), End(activation, 1));

    private static double End(ActivationFunction activation, int sign)
    {
        double end = activation.Value(sign * FarOut);
        bool isFlat = Math.Abs(activation.Value(sign * FarOut / 2) - end) <= 1e-3 * Math.Max(1, Math.Abs(end));
        bool isRectified = activation.Value(sign) == end;
        return isFlat && !isRectified ? end : sign * double.PositiveInfinity;
    }
}
