using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// A scheme whose values come from a normal distribution of fixed mean and scale, cut or not: the base of <see cref="RandomNormal"/> and
/// <see cref="TruncatedNormal"/>.
/// </summary>
public abstract record NormalInitializer : IndependentInitializer
{
    private protected NormalInitializer(double mean, double stddev, Seed? seed)
        : base(seed)
    {
        Mean = mean;
        Stddev = stddev;
    }

    /// <summary>The mean.</summary>
    public double Mean
    {
        get;
        init => field = ParameterCheck.Finite(value, "mean");
    }

    /// <summary>The standard deviation, before any truncation.</summary>
    public double Stddev
    {
        get;
        init => field = ParameterCheck.NotNegative(value, "stddev");
    }

    private protected static IReadOnlyList<ParameterDescription> Parameters { get; } =
        [ParameterDescription.Seed, new("mean", "a finite number", "0.0"), new("stddev", "a number of at least 0", "0.05")];

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("mean", Mean), new("stddev", Stddev)];
}
