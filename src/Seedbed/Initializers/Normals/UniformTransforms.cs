using Seedbed.Random;
using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>w = exp(U[ln minval, ln maxval)): every order of magnitude alike.</summary>
/// <remarks>The step sizes dt of S4 and S4D are log-uniform on [0.001, 0.1). Source: Gu et al. 2022 (arXiv 2206.11893).</remarks>
public sealed record LogUniform : TransformedInitializer
{
    /// <summary>A log-uniform distribution.</summary>
    /// <param name="minval">Greater than 0.</param>
    /// <param name="maxval">At least <paramref name="minval"/>.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside.</exception>
    public LogUniform(double minval = 0.001, double maxval = 0.1, Seed? seed = null)
        : base(seed) => (Minval, Maxval) = ParameterCheck.PositiveRange(minval, maxval, "minval", "maxval");

    /// <summary>The least value.</summary>
    public double Minval { get; }

    /// <summary>The bound above.</summary>
    public double Maxval { get; }

    internal static Description<Initializer> Description { get; } =
        new("LogUniform",
            arguments => new LogUniform(arguments.Number("minval", 0.001), arguments.Number("maxval", 0.1), arguments.Seed()))
        {
            Aliases = ["log_uniform"],
            Formula = "w = exp(U[ln minval, ln maxval))",
            SuitedTo = "step sizes of state-space models",
            Source = "Gu et al. 2022 (arXiv 2206.11893)",
            Group = SchemeGroup.Distributions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("minval", "a number greater than 0", "0.001"),
                new("maxval", "a number of at least minval", "0.1")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("minval", Minval), new("maxval", Maxval)];

    private protected override double ValueOf(double uniform)
    {
        double least = DoubleLog.Log(Minval);
        return DoubleExp.Exp(least + (uniform * (DoubleLog.Log(Maxval) - least)));
    }
}

/// <summary>w ~ N(mean, stddev²), with the given rows 0: an embedding whose padding token is silent.</summary>
/// <remarks>
/// Row r is what index r of the first axis chooses. The other values are those of <see cref="RandomNormal"/> of the same seed.
/// Source: <c>padding_idx</c> of PyTorch's Embedding.
/// </remarks>
public sealed record ZeroRows : RandomInitializer
{
    /// <summary>A normal distribution but for some rows.</summary>
    /// <param name="rows">The rows of zeros, each at least 0; null for row 0.</param>
    /// <param name="mean">Finite.</param>
    /// <param name="stddev">Finite and at least 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public ZeroRows(IReadOnlyList<int>? rows = null, double mean = 0.0, double stddev = 0.02, Seed? seed = null)
        : base(seed)
    {
        Rows = new ArrayValue([(rows ?? s_first).Count], [.. (rows ?? s_first).Select(row => (double)row)]);
        Mean = ParameterCheck.Finite(mean, nameof(mean));
        Stddev = ParameterCheck.NotNegative(stddev, nameof(stddev));
        foreach (double row in Rows.Values)
        {
            ParameterCheck.NotNegative(row, nameof(rows));
        }
    }

    private static readonly int[] s_first = [0];

    /// <summary>The rows of zeros.</summary>
    public ArrayValue Rows { get; }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Stddev { get; }

    internal static Description<Initializer> Description { get; } =
        new("ZeroRows",
            arguments => new ZeroRows(
                arguments.Axes("rows"), arguments.Number("mean", 0.0), arguments.Number("stddev", 0.02), arguments.Seed()))
        {
            Aliases = ["zero_rows"],
            Formula = "w ~ N(mean, stddev²), the given rows 0",
            SuitedTo = "embeddings with a padding token",
            Source = "PyTorch (padding_idx)",
            Group = SchemeGroup.Distributions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("rows", "a list of row numbers", "[0]"),
                new("mean", "a finite number", "0.0"), new("stddev", "a number of at least 0", "0.02")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("rows", Rows), new("mean", Mean), new("stddev", Stddev)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        ShapeCheck.RankAtLeast(1, ClassName, shape);
        foreach (double row in Rows.Values)
        {
            if (row >= shape[0])
            {
                throw new ArgumentException(
                    $"row {row} is to be 0, but the shape {shape} has {shape[0]} rows; they count from 0.", nameof(shape));
            }
        }
    }

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        request.Stream.FillNormal(Seed.NextKey(request.Stream), Mean, Stddev, request.Start, destination, request.Execution);
        long length = request.Shape[0] == 0 ? 0 : request.Shape.ElementCount / request.Shape[0];
        foreach (double row in Rows.Values)
        {
            long from = Math.Clamp(((long)row * length) - request.Start, 0, destination.Length);
            long to = Math.Clamp((((long)row + 1) * length) - request.Start, 0, destination.Length);
            destination[(int)from..(int)to].Clear();
        }
    }
}

/// <summary>
/// Sine networks: w ~ U(±1/fanIn) in the first layer, U(±√(6/fanIn)/ω₀) in the hidden and the last one; biases keep U(±1/√fanIn).
/// </summary>
/// <remarks>Source: Sitzmann et al. 2020 (arXiv 2006.09661), section 3.2, and the authors' code.</remarks>
public sealed record SirenUniform : IndependentInitializer
{
    private static readonly Dictionary<string, SirenLayer> s_layers = new(StringComparer.Ordinal)
    {
        ["first"] = SirenLayer.First,
        ["hidden"] = SirenLayer.Hidden,
        ["last"] = SirenLayer.Last,
    };

    /// <summary>The weights of one layer of a sine network.</summary>
    /// <param name="layer">Where the layer stands.</param>
    /// <param name="omega">ω₀, the frequency that sin(ω₀·(Wx + b)) is taken with; greater than 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public SirenUniform(SirenLayer layer = SirenLayer.Hidden, double omega = 30.0, Seed? seed = null)
        : base(seed)
    {
        Layer = layer;
        Omega = omega;
    }

    /// <summary>Where the layer stands.</summary>
    public SirenLayer Layer
    {
        get;
        init => field = ParameterCheck.Defined(value, "layer");
    }

    /// <summary>ω₀.</summary>
    public double Omega
    {
        get;
        init => field = ParameterCheck.Positive(value, "omega");
    }

    internal static Description<Initializer> Description { get; } =
        new("SirenUniform",
            arguments => new SirenUniform(
                arguments.Choice("layer", SirenLayer.Hidden, s_layers), arguments.Number("omega", 30.0), arguments.Seed()))
        {
            Aliases = ["siren_uniform", "siren"],
            Formula = "w ~ U(±√(6/fan_in)/omega); first layer: U(±1/fan_in)",
            SuitedTo = "sin(omega·(Wx + b)): implicit neural representations",
            Source = "Sitzmann et al. 2020 (arXiv 2006.09661)",
            Group = SchemeGroup.Distributions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("layer", "one of first, hidden, last", "hidden"),
                new("omega", "a number greater than 0", "30.0")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("layer", s_layers.First(pair => pair.Value == Layer).Key), new("omega", Omega)];

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape)
    {
        double fanIn = Math.Max(1, FanRule.Keras.Of(shape).FanIn);
        double limit = Layer == SirenLayer.First ? 1 / fanIn : Math.Sqrt(6 / fanIn) / Omega;
        return new UniformDistribution(-limit, limit);
    }
}

/// <summary>Where a layer stands in a sine network.</summary>
public enum SirenLayer
{
    /// <summary>It takes the coordinates; "first".</summary>
    First,

    /// <summary>"hidden".</summary>
    Hidden,

    /// <summary>The linear layer at the end, drawn as the hidden ones; "last".</summary>
    Last,
}

/// <summary>b ~ U(−k, k): the biases of FINER's first layer, which spread sin((|z| + 1)·z) over many frequencies.</summary>
/// <remarks>Read in one port of the authors' code only. Source: Liu et al. 2024 (arXiv 2312.02434).</remarks>
public sealed record FinerBias : IndependentInitializer
{
    /// <summary>The biases of FINER's first layer.</summary>
    /// <param name="k">The bound, greater than 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is outside.</exception>
    public FinerBias(double k = 20.0, Seed? seed = null)
        : base(seed) => K = k;

    /// <summary>The bound.</summary>
    public double K
    {
        get;
        init => field = ParameterCheck.Positive(value, "k");
    }

    internal static Description<Initializer> Description { get; } =
        new("FinerBias", arguments => new FinerBias(arguments.Number("k", 20.0), arguments.Seed()))
        {
            Aliases = ["finer_bias"],
            Formula = "b ~ U(±k)",
            SuitedTo = "the first layer's bias of sine networks of variable period",
            Source = "Liu et al. 2024 (arXiv 2312.02434)",
            Group = SchemeGroup.Distributions,
            IsExperimental = true,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("k", "a number greater than 0", "20.0")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("k", K)];

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new UniformDistribution(-K, K);
}
