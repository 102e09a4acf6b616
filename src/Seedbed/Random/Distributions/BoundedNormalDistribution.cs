namespace Seedbed.Random;

/// <summary>
/// N(mean, stddev²) given lower &lt; w &lt; upper, by the inverse of its distribution function: w = mean + stddev·Φ⁻¹(Φ(α) + u·(Φ(β) −
/// Φ(α))), α and β being the bounds in standard deviations from the mean and u uniform.
/// </summary>
/// <remarks>
/// Nothing gathers at a bound, however far or near it is; only the rounding to a coarse element type may reach one. Computed in double
/// from the stream's float64 uniforms, so that all element types have the same values but for their rounding.
/// Moments: Johnson, Kotz and Balakrishnan 1994, section 13.10.1.
/// </remarks>
public sealed record BoundedNormalDistribution : Distribution
{
    private readonly double _belowLower;
    private readonly double _aboveUpper;
    private readonly double _mass;

    /// <summary>The distribution of these parameters.</summary>
    /// <param name="mean">The mean before truncation.</param>
    /// <param name="stddev">The standard deviation before truncation, at least 0; 0 gives the mean, held within the bounds.</param>
    /// <param name="lower">The lower bound.</param>
    /// <param name="upper">The upper bound, above the lower one.</param>
    /// <exception cref="ArgumentException">The bounds are in the wrong order, or so far out that double holds nothing between
    /// them.</exception>
    public BoundedNormalDistribution(double mean, double stddev, double lower, double upper)
    {
        if (!(lower < upper))
        {
            throw new ArgumentException($"the bounds are {lower} and {upper}; the lower one must be below the upper one.", nameof(upper));
        }

        (UntruncatedMean, Stddev, Minimum, Maximum) = (mean, stddev, lower, upper);
        (double alpha, double beta) = (InDeviations(lower), InDeviations(upper));
        _belowLower = NormalTails.Below(alpha);
        _aboveUpper = NormalTails.Below(-beta);

        // In whichever tail both bounds stand the difference keeps its digits.
        _mass = alpha > 0 ? NormalTails.Below(-alpha) - _aboveUpper : NormalTails.Below(beta) - _belowLower;
        if (stddev > 0 && !(_mass > 0))
        {
            throw new ArgumentException(
                $"between {lower} and {upper} a normal distribution of mean {mean} and standard deviation {stddev} has no probability that "
                + "a double can hold; move the bounds nearer to the mean.", nameof(lower));
        }

        (Mean, StandardDeviation) = stddev > 0 ? Moments(alpha, beta) : (Math.Clamp(mean, lower, upper), 0);
    }

    /// <summary>The mean before truncation.</summary>
    public double UntruncatedMean { get; }

    /// <summary>The standard deviation before truncation.</summary>
    public double Stddev { get; }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double StandardDeviation { get; }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Density(double value) =>
        value < Minimum || value > Maximum ? 0 : NormalDistribution.Density(value - UntruncatedMean, Stddev) / _mass;

    /// <inheritdoc/>
    public override void Fill<T>(RandomStream stream, RandomKey key, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TransformedUniforms.Fill(stream, key, ValueOf, start, destination, execution);
    }

    /// <summary>The value of a uniform number, from the tail in which it stands.</summary>
    private double ValueOf(double uniform)
    {
        double share = uniform + TransformedUniforms.HalfStep;
        double below = _belowLower + (share * _mass);
        double z = below <= 0.5 ? NormalTails.Inverse(below) : -NormalTails.Inverse(_aboveUpper + ((1 - share) * _mass));
        return Math.Clamp(UntruncatedMean + (Stddev * z), Minimum, Maximum);
    }

    private double InDeviations(double bound) => Stddev > 0 ? (bound - UntruncatedMean) / Stddev : bound - UntruncatedMean;

    private (double Mean, double StandardDeviation) Moments(double alpha, double beta)
    {
        double shift = (NormalTails.Density(alpha) - NormalTails.Density(beta)) / _mass;
        double ends = (AtBound(alpha) - AtBound(beta)) / _mass;
        return (UntruncatedMean + (Stddev * shift), Stddev * Math.Sqrt(Math.Max(0, 1 + ends - (shift * shift))));
    }

    /// <summary>x·φ(x), 0 at infinity.</summary>
    private static double AtBound(double x) => double.IsInfinity(x) ? 0 : x * NormalTails.Density(x);
}
