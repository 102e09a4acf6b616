namespace Seedbed.Diagnostics.Prediction.Signals;

/// <summary>Averages of products of two elements of a tensor [batch, positions…, channels], over weights and data.</summary>
/// <param name="Self">Of an element with itself.</param>
/// <param name="Near">Of one channel at neighbouring positions of one sample.</param>
/// <param name="Far">Of one channel at any two positions of one sample.</param>
/// <param name="Sample">Of one channel at one position of two samples.</param>
/// <param name="FarSample">Of one channel at two positions of two samples.</param>
/// <param name="Channels">Of two channels at one position of one sample.</param>
internal readonly record struct Overlaps(double Self, double Near, double Far, double Sample, double FarSample, double Channels)
{
    public static Overlaps operator +(Overlaps a, Overlaps b) => new(
        a.Self + b.Self, a.Near + b.Near, a.Far + b.Far, a.Sample + b.Sample, a.FarSample + b.FarSample, a.Channels + b.Channels);

    public static Overlaps operator -(Overlaps a, Overlaps b) => a + (-1 * b);

    public static Overlaps operator *(double factor, Overlaps a) => a.Map(value => factor * value);

    /// <summary>The same for all pairs.</summary>
    internal static Overlaps All(double value) => new(value, value, value, value, value, value);

    /// <summary>Of elements of which none has to do with another.</summary>
    internal static Overlaps Independent(double variance) => new(variance, 0, 0, 0, 0, 0);

    internal Overlaps Map(Func<double, double> map) => new(map(Self), map(Near), map(Far), map(Sample), map(FarSample), map(Channels));

    /// <summary>The average over all pairs of one channel's elements: P positions of B samples.</summary>
    internal double OverBatch(double positions, double samples) =>
        (OverPositions(positions) / samples) + ((1 - (1 / samples)) * OverPositionsOfTwo(positions));

    /// <summary>The average over all pairs of positions of one sample.</summary>
    internal double OverPositions(double positions) => (Self / positions) + ((1 - (1 / positions)) * Far);

    /// <summary>The average over all pairs of positions of two samples.</summary>
    internal double OverPositionsOfTwo(double positions) => (Sample / positions) + ((1 - (1 / positions)) * FarSample);

    /// <summary>
    /// The mean squared correlation of a batch's elements, if these are the overlaps of Gaussians of mean 0: the reciprocal of how many
    /// independent elements it is worth.
    /// </summary>
    internal double Dependence(double positions, double samples)
    {
        double self = Self;
        return self > 0 ? Map(value => value / self * (value / self)).OverBatch(positions, samples) : 1;
    }
}
