namespace Seedbed.Tests.Golden;

/// <summary>
/// Errors of float64 normals, whose originals call the C library: counted in units in the last place of max(|z·stddev|, |mean|).
/// </summary>
internal sealed class DoubleError
{
    /// <summary>The bound promised for float64 normals.</summary>
    public const double Allowed = 2;

    private int _values;
    private int _different;

    public double Largest { get; private set; }

    /// <summary>Takes one value in.</summary>
    /// <param name="actual">mean + stddev·z as drawn here.</param>
    /// <param name="expected">The same as drawn there.</param>
    /// <param name="mean">The mean.</param>
    public void Add(double actual, double expected, double mean)
    {
        double scale = Math.Max(Math.Abs(expected - mean), Math.Abs(mean));
        double error = actual == expected ? 0 : Math.Abs(actual - expected) / (Math.BitIncrement(scale) - scale);
        Largest = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(Largest, error);
        _values++;
        _different += actual == expected ? 0 : 1;
    }

    public override string ToString() => $"{_different} of {_values} float64 normals differ, by at most {Largest:F3} ULP";
}
