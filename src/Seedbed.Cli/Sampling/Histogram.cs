namespace Seedbed.Cli.Sampling;

/// <summary>Counts of finite values in bins of equal width between two bounds, the upper one included.</summary>
/// <remarks>Widths are taken of halves, so that bounds near ±1.8e308 do not overflow.</remarks>
internal sealed class Histogram
{
    private readonly double _minimum;
    private readonly double _maximum;
    private readonly double _binsPerHalfUnit;
    private readonly long[] _counts;

    /// <summary>Empty bins.</summary>
    /// <param name="minimum">The least value that will come.</param>
    /// <param name="maximum">The largest; equal bounds make one bin.</param>
    /// <param name="bins">At least 1.</param>
    internal Histogram(double minimum, double maximum, int bins)
    {
        _minimum = minimum;
        _maximum = maximum;
        _counts = new long[minimum == maximum ? 1 : bins];
        _binsPerHalfUnit = _counts.Length == 1 ? 0 : bins / ((maximum / 2) - (minimum / 2));
    }

    internal IReadOnlyList<long> Counts => _counts;

    /// <summary>One more than there are bins.</summary>
    internal IEnumerable<double> Edges => Enumerable.Range(0, _counts.Length + 1).Select(Edge);

    /// <summary>The lower bound of a bin.</summary>
    internal double Edge(int bin) =>
        bin == _counts.Length ? _maximum : _minimum + ((((_maximum / 2) - (_minimum / 2)) * bin / _counts.Length) * 2);

    internal void Add(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                _counts[Math.Clamp((int)(((value / 2) - (_minimum / 2)) * _binsPerHalfUnit), 0, _counts.Length - 1)]++;
            }
        }
    }
}
