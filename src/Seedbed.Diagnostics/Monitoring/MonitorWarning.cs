namespace Seedbed.Diagnostics;

/// <summary>A fault of the signal, told once.</summary>
/// <param name="Step">The step at which it was seen.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Signal">Where it begins: <c>the output of 'dense_3'</c>.</param>
/// <param name="Value">What was measured; NaN where it is not finite.</param>
/// <param name="Threshold">What it is held to; NaN where it is to be finite.</param>
/// <param name="Others">Where else the fault is seen at the same step for the first time.</param>
/// <param name="Sentence">All of it in words, with what helps.</param>
public sealed record MonitorWarning(
    long Step, MonitorFault Fault, string Signal, double Value, double Threshold, IReadOnlyList<string> Others, string Sentence)
{
    /// <summary>The fault in snake_case, as files have it: <c>zero_gradient</c>.</summary>
    public string FaultName => Fault switch
    {
        MonitorFault.NotFinite => "not_finite",
        MonitorFault.Exploding => "exploding",
        MonitorFault.Dead => "dead",
        MonitorFault.ZeroVariance => "zero_variance",
        MonitorFault.ZeroGradient => "zero_gradient",
        MonitorFault.Saturated => "saturated",
        MonitorFault.LostUpdate => "lost_update",
        MonitorFault.LargeUpdate => "large_update",
        MonitorFault.SmallUpdate => "small_update",
        _ => throw new InvalidOperationException($"unknown fault {Fault}"),
    };

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}
