using Seedbed.Autodiff;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>
/// The ends at which an activation that is bounded on both sides saturates. The flat side of a rectifier, which begins at 0, is no such
/// end.
/// </summary>
/// <param name="Low">The lower end; −∞ where there is none.</param>
/// <param name="High">The upper end; ∞ where there is none.</param>
internal readonly record struct ActivationRange(double Low, double High)
{
    /// <summary>What counts as near an end, as a part of the distance between both; where there is one end the other is 0.</summary>
    private const double Margin = 0.025;

    private const double FarOut = 1e4;

    /// <summary>softsign still changes so much.</summary>
    private const double Flatness = 1e-3;

    private static readonly ActivationRange s_none = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether there is an end.</summary>
    internal bool HasEnd => double.IsFinite(Low) || double.IsFinite(High);

    /// <summary>Values up to here are saturated.</summary>
    internal double LowEdge => double.IsFinite(Low) ? Low + (Margin * ((double.IsFinite(High) ? High : 0) - Low)) : Low;

    /// <summary>Values from here on are saturated.</summary>
    internal double HighEdge => double.IsFinite(High) ? High - (Margin * (High - (double.IsFinite(Low) ? Low : 0))) : High;

    /// <summary>The ends of the activation that a call applies, as its argument or as a layer of its own.</summary>
    internal static ActivationRange Of(ModelNode node) => NodeActivation.Of(node) is { } name
        && NamedActivations.Functions.Find(name) is not null ? Of(ActivationFunction.Named(name)) : s_none;

    private static ActivationRange Of(ActivationFunction activation) =>
        IsFlat(activation, -1) && IsFlat(activation, 1) ? new(End(activation, -1), End(activation, 1)) : s_none;

    private static bool IsFlat(ActivationFunction activation, int sign) =>
        Math.Abs(activation.Value(sign * FarOut / 2) - activation.Value(sign * FarOut)) <= Flatness;

    /// <summary>The value far out, unless it is that at 0 already.</summary>
    private static double End(ActivationFunction activation, int sign) =>
        activation.Value(0) == activation.Value(sign * FarOut) ? sign * double.PositiveInfinity : activation.Value(sign * FarOut);
}
