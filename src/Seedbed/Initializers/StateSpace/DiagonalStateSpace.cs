using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>Which diagonal a diagonal state space starts with.</summary>
public enum DiagonalScheme
{
    /// <summary>−½ + iπn; "lin".</summary>
    Lin,

    /// <summary>−½ + i·(N/π)·(N/(2n + 1) − 1); "inv".</summary>
    Inv,

    /// <summary>−(n + 1), without an imaginary part; "real".</summary>
    Real,
}

/// <summary>Which part of the diagonal a tensor holds.</summary>
public enum DiagonalPart
{
    /// <summary>The real part, below 0; "real".</summary>
    Real,

    /// <summary>ln(−real part), as S4D stores it; "log_real".</summary>
    LogReal,

    /// <summary>The imaginary part; "imaginary".</summary>
    Imaginary,
}

/// <summary>
/// The diagonal of an S4D state matrix along the last axis, whose N/2 elements stand each for a conjugate pair: −½ + iπn (lin),
/// −½ + i·(N/π)·(N/(2n + 1) − 1) (inv), −(n + 1) (real).
/// </summary>
/// <remarks>Source: Gu, Gupta, Goel and Ré 2022 (arXiv 2206.11893), equations 8 and 9; state-spaces/s4.</remarks>
public sealed record DiagonalStateSpace : FormulaInitializer
{
    private static readonly Dictionary<string, DiagonalScheme> s_schemes = new(StringComparer.Ordinal)
    {
        ["lin"] = DiagonalScheme.Lin,
        ["inv"] = DiagonalScheme.Inv,
        ["real"] = DiagonalScheme.Real,
    };

    private static readonly Dictionary<string, DiagonalPart> s_parts = new(StringComparer.Ordinal)
    {
        ["real"] = DiagonalPart.Real,
        ["log_real"] = DiagonalPart.LogReal,
        ["imaginary"] = DiagonalPart.Imaginary,
    };

    /// <summary>One part of a diagonal.</summary>
    /// <param name="scheme">The diagonal.</param>
    /// <param name="part">The part.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is none of its enumeration's.</exception>
    public DiagonalStateSpace(DiagonalScheme scheme = DiagonalScheme.Lin, DiagonalPart part = DiagonalPart.Imaginary)
    {
        Scheme = scheme;
        Part = part;
    }

    /// <summary>The diagonal.</summary>
    public DiagonalScheme Scheme
    {
        get;
        init => field = ParameterCheck.Defined(value, "scheme");
    }

    /// <summary>The part.</summary>
    public DiagonalPart Part
    {
        get;
        init => field = ParameterCheck.Defined(value, "part");
    }

    internal static Description<Initializer> Description { get; } =
        new("DiagonalStateSpace",
            arguments => new DiagonalStateSpace(
                arguments.Choice("scheme", DiagonalScheme.Lin, s_schemes), arguments.Choice("part", DiagonalPart.Imaginary, s_parts)))
        {
            Aliases = ["diagonal_state_space", "s4d"],
            Formula = "−½ + iπn (lin), −½ + i(N/π)(N/(2n + 1) − 1) (inv), −(n + 1) (real)",
            SuitedTo = "state matrices of S4D; the real ones of S5 and Mamba",
            Source = "Gu et al. 2022 (arXiv 2206.11893); state-spaces/s4",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("scheme", "one of lin, inv, real", "lin"), new("part", "one of real, log_real, imaginary", "imaginary")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("scheme", s_schemes.First(pair => pair.Value == Scheme).Key), new("part", s_parts.First(pair => pair.Value == Part).Key)];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long pairs = shape[-1];
        return index =>
        {
            long n = index % pairs;
            double real = Scheme == DiagonalScheme.Real ? -(n + 1) : -0.5;
            return Part switch
            {
                DiagonalPart.Real => real,
                DiagonalPart.LogReal => DoubleLog.Log(-real),
                DiagonalPart.Imaginary => Imaginary(n, 2 * pairs),
                _ => throw new InvalidOperationException($"unknown part {Part}"),
            };
        };
    }

    /// <summary>Both parts of the diagonal, whichever of them this is.</summary>
    private protected override void FillComplexCore<T>(in FillRequest request, Span<T> parts)
    {
        Func<long, double> real = (this with { Part = DiagonalPart.Real }).ValuesOf(request.Shape);
        Func<long, double> imaginary = (this with { Part = DiagonalPart.Imaginary }).ValuesOf(request.Shape);
        for (int i = 0; i < parts.Length; i += 2)
        {
            long index = request.Start + (i / 2);
            (parts[i], parts[i + 1]) = (T.CreateTruncating(real(index)), T.CreateTruncating(imaginary(index)));
        }
    }

    private double Imaginary(long n, double size) => Scheme switch
    {
        DiagonalScheme.Lin => Math.PI * n,
        DiagonalScheme.Inv => size / Math.PI * ((size / ((2 * n) + 1)) - 1),
        DiagonalScheme.Real => 0,
        _ => throw new InvalidOperationException($"unknown scheme {Scheme}"),
    };
}
