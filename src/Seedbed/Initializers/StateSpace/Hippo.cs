namespace Seedbed.Initializers;

/// <summary>The measure under which a HiPPO state remembers its input.</summary>
public enum HippoMeasure
{
    /// <summary>Scaled Legendre: all of the past alike; "legs".</summary>
    LegS,

    /// <summary>Translated Legendre: a window of fixed length; "legt".</summary>
    LegT,

    /// <summary>Truncated Fourier: a window in sines and cosines; "fourier".</summary>
    Fourier,
}

/// <summary>The state matrix A of x′ = Ax + Bu, (N, N).</summary>
/// <remarks>
/// LegS: A[n, k] = −√((2n + 1)(2k + 1)) below the diagonal, −(n + 1) on it, 0 above; its eigenvalues are −1 … −N. LegT:
/// −½·√((2n + 1)(2k + 1)), times (−1)^(n − k) above the diagonal. Fourier: A = π·S − BBᵀ, S the skew matrix of the frequencies 1, 2, …
/// between the pairs (2j, 2j + 1). Sources: Gu et al. 2020 (arXiv 2008.07669), theorems 1 and 2; state-spaces/s4, whose LegT is halved.
/// </remarks>
public sealed record HippoTransition : FormulaInitializer
{
    /// <summary>A state matrix.</summary>
    /// <param name="measure">What is remembered.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration's.</exception>
    public HippoTransition(HippoMeasure measure = HippoMeasure.LegS) => Measure = measure;

    /// <summary>What is remembered.</summary>
    public HippoMeasure Measure
    {
        get;
        init => field = ParameterCheck.Defined(value, "measure");
    }

    internal static Description<Initializer> Description { get; } =
        new("HippoTransition",
            arguments => new HippoTransition(arguments.Choice("measure", HippoMeasure.LegS, HippoMeasures.ByName)))
        {
            Aliases = ["hippo_transition", "hippo"],
            Formula = "A[n, k] = −√((2n + 1)(2k + 1)) if n > k, −(n + 1) if n = k, else 0 (legs)",
            SuitedTo = "state matrices of S4 and its kin",
            Source = "Gu et al. 2020 (arXiv 2008.07669); state-spaces/s4",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [HippoMeasures.Parameter],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [HippoMeasures.ToArgument(Measure)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        ShapeCheck.Rank(2, ClassName, "(N, N)", shape);
        if (shape[0] != shape[1])
        {
            throw new ArgumentException($"HippoTransition fills square matrices, but the shape is {shape}.", nameof(shape));
        }
    }

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long size = shape[1];
        HippoMeasure measure = Measure;
        return index => HippoMeasures.Transition(measure, index / size, index % size);
    }
}

/// <summary>
/// The input vector B of x′ = Ax + Bu along the last axis: √(2n + 1) for LegS, half of it for LegT; 1, 0, √2, 0, √2, … for Fourier.
/// </summary>
/// <remarks>Sources as for <see cref="HippoTransition"/>.</remarks>
public sealed record HippoInput : FormulaInitializer
{
    /// <summary>An input vector.</summary>
    /// <param name="measure">What is remembered.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration's.</exception>
    public HippoInput(HippoMeasure measure = HippoMeasure.LegS) => Measure = measure;

    /// <summary>What is remembered.</summary>
    public HippoMeasure Measure
    {
        get;
        init => field = ParameterCheck.Defined(value, "measure");
    }

    internal static Description<Initializer> Description { get; } =
        new("HippoInput", arguments => new HippoInput(arguments.Choice("measure", HippoMeasure.LegS, HippoMeasures.ByName)))
        {
            Aliases = ["hippo_input"],
            Formula = "B[n] = √(2n + 1) (legs)",
            SuitedTo = "input vectors of S4 and its kin",
            Source = "Gu et al. 2020 (arXiv 2008.07669); state-spaces/s4",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [HippoMeasures.Parameter],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [HippoMeasures.ToArgument(Measure)];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long size = shape[-1];
        HippoMeasure measure = Measure;
        return index => HippoMeasures.Input(measure, index % size);
    }
}

/// <summary>The formulas of each measure.</summary>
internal static class HippoMeasures
{
    internal static readonly Dictionary<string, HippoMeasure> ByName = new(StringComparer.Ordinal)
    {
        ["legs"] = HippoMeasure.LegS,
        ["legt"] = HippoMeasure.LegT,
        ["fourier"] = HippoMeasure.Fourier,
    };

    internal static ParameterDescription Parameter { get; } = new("measure", "one of legs, legt, fourier", "legs");

    internal static Argument ToArgument(HippoMeasure measure) => new("measure", ByName.First(pair => pair.Value == measure).Key);

    internal static double Input(HippoMeasure measure, long n) => measure switch
    {
        HippoMeasure.LegS => Math.Sqrt((2 * n) + 1),
        HippoMeasure.LegT => Math.Sqrt((2 * n) + 1) / 2,
        HippoMeasure.Fourier => n == 0 ? 1 : n % 2 == 0 ? Math.Sqrt(2) : 0,
        _ => throw new InvalidOperationException($"unknown measure {measure}"),
    };

    internal static double Transition(HippoMeasure measure, long n, long k)
    {
        double root = Math.Sqrt(((2.0 * n) + 1) * ((2.0 * k) + 1));
        return measure switch
        {
            HippoMeasure.LegS => n > k ? -root : n == k ? -(n + 1) : 0,
            HippoMeasure.LegT => n < k && (k - n) % 2 == 1 ? root / 2 : -root / 2,
            HippoMeasure.Fourier => (Math.PI * Turn(n, k)) - (Input(measure, n) * Input(measure, k)),
            _ => throw new InvalidOperationException($"unknown measure {measure}"),
        };
    }

    /// <summary>Row 2j + 1 and column 2j have the frequency j, their mirror −j.</summary>
    private static double Turn(long n, long k) => n - k == 1 && k % 2 == 0 ? k / 2 : k - n == 1 && n % 2 == 0 ? -(n / 2) : 0;
}
