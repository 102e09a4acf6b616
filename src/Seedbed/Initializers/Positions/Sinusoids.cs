using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>w[p, 2i] = sin(p/base^(2i/d)), w[p, 2i + 1] = cos(p/base^(2i/d)) for positions p and d channels (the last axis).</summary>
/// <remarks>Source: Vaswani et al. 2017 (arXiv 1706.03762), section 3.5.</remarks>
public sealed record SinusoidalPositions : FormulaInitializer
{
    /// <summary>Sine and cosine interleaved.</summary>
    /// <param name="wavelengthBase">The longest wavelength in 2π positions, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The base is outside.</exception>
    public SinusoidalPositions(double wavelengthBase = 10000.0) => WavelengthBase = wavelengthBase;

    /// <summary>The longest wavelength in 2π positions.</summary>
    public double WavelengthBase
    {
        get;
        init => field = ParameterCheck.Positive(value, "base");
    }

    internal static Description<Initializer> Description { get; } =
        new("SinusoidalPositions", arguments => new SinusoidalPositions(arguments.Number("base", 10000.0)))
        {
            Aliases = ["sinusoidal_positions", "sinusoidal"],
            Formula = "w[p, 2i] = sin(p/base^(2i/d)), w[p, 2i + 1] = cos(p/base^(2i/d))",
            SuitedTo = "position embeddings (positions, channels)",
            Source = "Vaswani et al. 2017 (arXiv 1706.03762)",
            Group = SchemeGroup.Positions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("base", "a number greater than 0", "10000.0")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("base", WavelengthBase)];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        (long positions, long channels) = (shape[-2], shape[-1]);
        double logarithm = DoubleLog.Log(WavelengthBase);
        return index =>
        {
            (long row, long channel) = Math.DivRem(index, channels);
            double frequency = DoubleExp.Exp(-logarithm * (channel - (channel % 2)) / channels);
            (double sine, double cosine) = DoubleSinCos.SinCos(row % positions * frequency);
            return channel % 2 == 0 ? sine : cosine;
        };
    }
}

/// <summary>w[p] = [sin(p·f₀) … sin(p·fₕ₋₁) cos(p·f₀) … cos(p·fₕ₋₁)], fₖ = base^(−k/(h − 1)), h = half the channels.</summary>
/// <remarks>
/// The encoder positions of Whisper, not trained. Source: Radford et al. 2022 (arXiv 2212.04356); <c>sinusoids</c> of Whisper.
/// </remarks>
public sealed record WhisperPositions : FormulaInitializer
{
    /// <summary>Sines, then cosines.</summary>
    /// <param name="wavelengthBase">The longest wavelength in 2π positions, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The base is outside.</exception>
    public WhisperPositions(double wavelengthBase = 10000.0) => WavelengthBase = wavelengthBase;

    /// <summary>The longest wavelength in 2π positions.</summary>
    public double WavelengthBase
    {
        get;
        init => field = ParameterCheck.Positive(value, "base");
    }

    internal static Description<Initializer> Description { get; } =
        new("WhisperPositions", arguments => new WhisperPositions(arguments.Number("base", 10000.0)))
        {
            Aliases = ["whisper_positions"],
            Formula = "w[p] = [sin(p·f) | cos(p·f)], f[k] = base^(−k/(d/2 − 1))",
            SuitedTo = "the encoder positions of Whisper",
            Source = "Radford et al. 2022 (arXiv 2212.04356); Hugging Face",
            Group = SchemeGroup.Positions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("base", "a number greater than 0", "10000.0")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("base", WavelengthBase)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ShapeCheck.Divides(2, shape[-1], ClassName, "the channels", shape);
    }

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        (long positions, long channels, long half) = (shape[-2], shape[-1], shape[-1] / 2);
        double logarithm = DoubleLog.Log(WavelengthBase);
        return index =>
        {
            (long row, long channel) = Math.DivRem(index, channels);
            double frequency = DoubleExp.Exp(-logarithm * (channel % half) / Math.Max(1, half - 1));
            (double sine, double cosine) = DoubleSinCos.SinCos(row % positions * frequency);
            return channel < half ? sine : cosine;
        };
    }
}
