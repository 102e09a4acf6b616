using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>f[i] = theta^(−i/n) along the last axis of n = d/2 elements: the frequencies of rotary positions.</summary>
/// <remarks>Source: Su et al. 2021 (arXiv 2104.09864), equation 15, with θ^(−2i/d).</remarks>
public sealed record RotaryFrequencies : FormulaInitializer
{
    /// <summary>Plain frequencies.</summary>
    /// <param name="theta">Greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">theta is outside.</exception>
    public RotaryFrequencies(double theta = 10000.0) => Theta = theta;

    /// <summary>The base.</summary>
    public double Theta
    {
        get;
        init => field = ParameterCheck.Positive(value, "theta");
    }

    internal static Description<Initializer> Description { get; } =
        new("RotaryFrequencies", arguments => new RotaryFrequencies(arguments.Number("theta", 10000.0)))
        {
            Aliases = ["rotary_frequencies", "rope"],
            Formula = "f[i] = theta^(−2i/d), d/2 of them",
            SuitedTo = "inv_freq of rotary positions",
            Source = "Su et al. 2021 (arXiv 2104.09864)",
            Group = SchemeGroup.Positions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("theta", "a number greater than 0", "10000.0")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("theta", Theta)];

    private protected override Func<long, double> ValuesOf(Shape shape) => Frequencies(Theta, shape[-1]);

    internal static Func<long, double> Frequencies(double theta, long count)
    {
        double logarithm = DoubleLog.Log(theta);
        return index => DoubleExp.Exp(-logarithm * (index % count) / count);
    }
}

/// <summary>
/// Rotary frequencies stretched for longer texts, as Llama 3.1: wavelengths below context/high stay, those above context/low are divided
/// by the factor, and between f·((1 − s)/factor + s), s = (context/wavelength − low)/(high − low).
/// </summary>
/// <remarks>Source: <c>_compute_llama3_parameters</c> of Hugging Face Transformers; Meta's llama-models.</remarks>
public sealed record Llama3RotaryFrequencies : FormulaInitializer
{
    /// <summary>Stretched frequencies.</summary>
    /// <param name="theta">The base, greater than 0.</param>
    /// <param name="factor">By how much long wavelengths are stretched, greater than 0.</param>
    /// <param name="low">low_freq_factor, greater than 0.</param>
    /// <param name="high">high_freq_factor, greater than <paramref name="low"/>.</param>
    /// <param name="context">The context length before stretching, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public Llama3RotaryFrequencies(
        double theta = 500000.0, double factor = 8.0, double low = 1.0, double high = 4.0, double context = 8192.0)
    {
        Theta = ParameterCheck.Positive(theta, nameof(theta));
        Factor = ParameterCheck.Positive(factor, nameof(factor));
        Low = ParameterCheck.Positive(low, nameof(low));
        High = high > low && double.IsFinite(high)
            ? high
            : throw new ArgumentOutOfRangeException(
                nameof(high), $"high is {high}; it must be finite and greater than low, which is {low}.");
        Context = ParameterCheck.Positive(context, nameof(context));
    }

    /// <summary>The base.</summary>
    public double Theta { get; }

    /// <summary>By how much long wavelengths are stretched.</summary>
    public double Factor { get; }

    /// <summary>Wavelengths above context/low are stretched wholly.</summary>
    public double Low { get; }

    /// <summary>Wavelengths below context/high stay.</summary>
    public double High { get; }

    /// <summary>The context length before stretching.</summary>
    public double Context { get; }

    internal static Description<Initializer> Description { get; } =
        new("Llama3RotaryFrequencies",
            arguments => new Llama3RotaryFrequencies(
                arguments.Number("theta", 500000.0), arguments.Number("factor", 8.0), arguments.Number("low", 1.0),
                arguments.Number("high", 4.0), arguments.Number("context", 8192.0)))
        {
            Aliases = ["llama3_rotary_frequencies", "rope_llama3"],
            Formula = "f = theta^(−2i/d); above wavelength context/low f/factor, below context/high f, between mixed",
            SuitedTo = "inv_freq of Llama 3.1 and later",
            Source = "Hugging Face Transformers; Meta's llama-models",
            Group = SchemeGroup.Positions,
            Module = KnownInitializers.SeedbedModule,
            Parameters =
            [
                new("theta", "a number greater than 0", "500000.0"), new("factor", "a number greater than 0", "8.0"),
                new("low", "a number greater than 0", "1.0"), new("high", "a number greater than low", "4.0"),
                new("context", "a number greater than 0", "8192.0"),
            ],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("theta", Theta), new("factor", Factor), new("low", Low), new("high", High), new("context", Context)];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        Func<long, double> plain = RotaryFrequencies.Frequencies(Theta, shape[-1]);
        return index => Stretch(plain(index));
    }

    private double Stretch(double frequency)
    {
        double turns = Context * frequency / (2 * Math.PI);
        if (turns > High)
        {
            return frequency;
        }

        double share = Math.Max(0, (turns - Low) / (High - Low));
        return ((1 - share) * frequency / Factor) + (share * frequency);
    }
}

/// <summary>
/// The slopes of ALiBi along the last axis of n heads: 2^(−8(i + 1)/n) where n is a power of two; else those of the next lower power p,
/// then every other one of 2p.
/// </summary>
/// <remarks>Source: Press, Smith and Lewis 2021 (arXiv 2108.12409), section 3, and the authors' code.</remarks>
public sealed record AlibiSlopes : FormulaInitializer
{
    internal static Description<Initializer> Description { get; } =
        new("AlibiSlopes", _ => new AlibiSlopes())
        {
            Aliases = ["alibi_slopes", "alibi"],
            Formula = "m[i] = 2^(−8(i + 1)/n), n heads; else of the lower power of two, then every other of twice that",
            SuitedTo = "attention biases of BLOOM and MPT",
            Source = "Press et al. 2021 (arXiv 2108.12409)",
            Group = SchemeGroup.Positions,
            Module = KnownInitializers.SeedbedModule,
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long heads = shape[-1];
        long power = heads == 0 ? 1 : 1L << System.Numerics.BitOperations.Log2((ulong)heads);
        return index =>
        {
            long head = index % heads;
            return head < power
                ? DoublePower.OfTwo(-8.0 * (head + 1) / power)
                : DoublePower.OfTwo(-4.0 * ((2 * (head - power)) + 1) / power);
        };
    }
}
