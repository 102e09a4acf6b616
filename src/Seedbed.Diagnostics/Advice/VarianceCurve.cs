namespace Seedbed.Diagnostics;

/// <summary>q of the pre-activations by depth under one scheme.</summary>
/// <remarks>
/// Poole et al. 2016, section 2: the map of one layer, applied again and again. A flat curve keeps the signal; one that falls or rises by
/// a factor at each layer loses it in as many layers as that factor takes to leave the range of the element type.
/// </remarks>
/// <param name="Name">The scheme.</param>
/// <param name="Variances">q of the first pre-activations and behind each layer.</param>
public sealed record VarianceCurve(string Name, IReadOnlyList<double> Variances)
{
    /// <summary>The curve of a map.</summary>
    /// <param name="name">The scheme.</param>
    /// <param name="map">The variances of its hidden layers.</param>
    /// <param name="start">q of the first pre-activations.</param>
    /// <param name="depth">How many layers are followed.</param>
    internal static VarianceCurve Of(string name, VarianceMap map, double start, int depth) => new(name, map.Trajectory(start, depth));
}
