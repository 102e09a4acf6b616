using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w ~ U(−l, l), l = √(6/(fanIn + fanOut)).</summary>
/// <remarks>
/// Xavier uniform. The default of Keras's kernels, for tanh, sigmoid and linear layers. Source: Glorot and Bengio 2010, equation 16.
/// </remarks>
/// <example>
/// <code>
/// Layer layer = new Dense(64, activation: "tanh", kernelInitializer: new GlorotUniform(seed: 42));
/// </code>
/// </example>
public sealed record GlorotUniform : VarianceScaling
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public GlorotUniform(Seed? seed = null, FanRule? fans = null)
        : base(1.0, FanMode.FanAverage, ScalingDistribution.Uniform, seed, fans)
    {
    }

    internal static new Description<Initializer> Description { get; } =
        Describe("GlorotUniform", (seed, fans) => new GlorotUniform(seed, fans)) with
    {
        Aliases = ["glorot_uniform", "xavier_uniform", "XavierUniform"],
        Formula = "w ~ U(±√(6/(fan_in + fan_out)))",
        SuitedTo = "tanh, sigmoid, softmax, linear",
        Source = "Glorot and Bengio 2010, equation 16",
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}

/// <summary>w ~ N(0, 2/(fanIn + fanOut)), truncated at two standard deviations and corrected for it.</summary>
/// <remarks>Xavier normal. For tanh, sigmoid and linear layers. Source: Glorot and Bengio 2010, equation 12.</remarks>
/// <example>
/// <code>
/// Layer layer = new Dense(64, activation: "sigmoid", kernelInitializer: new GlorotNormal(seed: 42));
/// </code>
/// </example>
public sealed record GlorotNormal : VarianceScaling
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public GlorotNormal(Seed? seed = null, FanRule? fans = null)
        : base(1.0, FanMode.FanAverage, ScalingDistribution.TruncatedNormal, seed, fans)
    {
    }

    internal static new Description<Initializer> Description { get; } =
        Describe("GlorotNormal", (seed, fans) => new GlorotNormal(seed, fans)) with
    {
        Aliases = ["glorot_normal", "xavier_normal", "XavierNormal"],
        Formula = "w ~ N(0, 2/(fan_in + fan_out)), truncated",
        SuitedTo = "tanh, sigmoid, softmax, linear",
        Source = "Glorot and Bengio 2010, equation 12",
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}

/// <summary>w ~ U(−l, l), l = √(6/fanIn).</summary>
/// <remarks>Kaiming uniform, for ReLU layers. Source: He et al. 2015, equation 10, with the variance 2/fanIn drawn uniformly.</remarks>
/// <example>
/// <code>
/// Layer layer = new Conv2D(32, (3, 3), activation: "relu", kernelInitializer: new HeUniform(seed: 42));
/// </code>
/// </example>
public sealed record HeUniform : VarianceScaling
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public HeUniform(Seed? seed = null, FanRule? fans = null)
        : base(2.0, FanMode.FanIn, ScalingDistribution.Uniform, seed, fans)
    {
    }

    internal static new Description<Initializer> Description { get; } =
        DescribeHe("HeUniform", ScalingDistribution.Uniform, (seed, fans) => new HeUniform(seed, fans)) with
    {
        Aliases = ["he_uniform", "kaiming_uniform", "KaimingUniform"],
        Formula = "w ~ U(±√(6/fan_in))",
        SuitedTo = "ReLU and its relatives",
        Source = "He et al. 2015, equation 10",
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}

/// <summary>w ~ N(0, 2/fanIn), truncated at two standard deviations and corrected for it.</summary>
/// <remarks>Kaiming normal, for ReLU layers. Source: He et al. 2015, equation 10.</remarks>
/// <example>
/// <code>
/// float[] kernel = new float[3 * 3 * 64 * 128];
/// new HeNormal(seed: 42).Fill(kernel, [3, 3, 64, 128]);
/// </code>
/// </example>
public sealed record HeNormal : VarianceScaling
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public HeNormal(Seed? seed = null, FanRule? fans = null)
        : base(2.0, FanMode.FanIn, ScalingDistribution.TruncatedNormal, seed, fans)
    {
    }

    internal static new Description<Initializer> Description { get; } =
        DescribeHe("HeNormal", ScalingDistribution.TruncatedNormal, (seed, fans) => new HeNormal(seed, fans)) with
    {
        Aliases = ["he_normal", "kaiming_normal", "KaimingNormal"],
        Formula = "w ~ N(0, 2/fan_in), truncated",
        SuitedTo = "ReLU and its relatives",
        Source = "He et al. 2015, equation 10",
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}

/// <summary>w ~ U(−l, l), l = √(3/fanIn).</summary>
/// <remarks>Source: LeCun et al. 1998 (Efficient BackProp), equation 16.</remarks>
/// <example>
/// <code>
/// Layer layer = new Dense(64, activation: "selu", kernelInitializer: new LecunUniform(seed: 42));
/// </code>
/// </example>
public sealed record LecunUniform : VarianceScaling
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public LecunUniform(Seed? seed = null, FanRule? fans = null)
        : base(1.0, FanMode.FanIn, ScalingDistribution.Uniform, seed, fans)
    {
    }

    internal static new Description<Initializer> Description { get; } =
        Describe("LecunUniform", (seed, fans) => new LecunUniform(seed, fans)) with
    {
        Aliases = ["lecun_uniform"],
        Formula = "w ~ U(±√(3/fan_in))",
        SuitedTo = "SELU, scaled tanh",
        Source = "LeCun et al. 1998, equation 16",
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}

/// <summary>w ~ N(0, 1/fanIn), truncated at two standard deviations and corrected for it.</summary>
/// <remarks>For SELU layers. Source: LeCun et al. 1998 (Efficient BackProp), equation 16; Klambauer et al. 2017.</remarks>
/// <example>
/// <code>
/// Layer layer = new Dense(64, activation: "selu", kernelInitializer: new LecunNormal(seed: 42));
/// </code>
/// </example>
public sealed record LecunNormal : VarianceScaling
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public LecunNormal(Seed? seed = null, FanRule? fans = null)
        : base(1.0, FanMode.FanIn, ScalingDistribution.TruncatedNormal, seed, fans)
    {
    }

    internal static new Description<Initializer> Description { get; } =
        Describe("LecunNormal", (seed, fans) => new LecunNormal(seed, fans)) with
    {
        Aliases = ["lecun_normal"],
        Formula = "w ~ N(0, 1/fan_in), truncated",
        SuitedTo = "SELU, scaled tanh",
        Source = "LeCun et al. 1998, equation 16; Klambauer et al. 2017",
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}
