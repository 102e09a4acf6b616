using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>
/// A wave for each output, no randomness: w[i, o] = stddev·√2·sin(2π·f·i/n + π·⌊o/m⌋/s), f = 1 + o mod m, m = ⌊(n − 1)/2⌋ frequencies below
/// Nyquist's, s = ⌈outputs/m⌉ phases a frequency, n the inputs.
/// </summary>
/// <remarks>
/// Every wave has whole periods, so its sum is 0 and its mean square ½, which √2 makes 1. Ranks above 2 are a matrix of d₀·…·dᵣ₋₂ inputs
/// and dᵣ₋₁ outputs. Source: Fernández-Hernández et al. 2025 (arXiv 2505.12909), as AnyInit has it.
/// </remarks>
public sealed record SinusoidalWeights : FormulaInitializer
{
    private const int LeastInputs = 3;

    /// <summary>A wave for each output.</summary>
    /// <param name="stddev">The standard deviation of all weights together; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside.</exception>
    public SinusoidalWeights(double stddev = 1.0) => Stddev = stddev;

    /// <summary>The standard deviation of all weights together.</summary>
    public double Stddev
    {
        get;
        init => field = ParameterCheck.NotNegative(value, "stddev");
    }

    internal static Description<Initializer> Description { get; } =
        new("SinusoidalWeights", arguments => new SinusoidalWeights(arguments.Number("stddev", 1.0)))
        {
            Aliases = ["sinusoidal_weights"],
            Formula = "w[i, o] = stddev·√2·sin(2πf·i/n + phase), f = 1 + o mod ⌊(n − 1)/2⌋",
            SuitedTo = "dense layers without randomness",
            Source = "Fernández-Hernández et al. 2025 (arXiv 2505.12909); AnyInit",
            Group = SchemeGroup.Orthogonal,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("stddev", "a number of at least 0", "1.0")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("stddev", Stddev)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        if (shape.ElementCount > 0 && shape.ElementCount / shape[-1] < LeastInputs)
        {
            throw new ArgumentException(
                $"SinusoidalWeights needs {LeastInputs} inputs or more for a wave of whole periods, but the shape {shape} has "
                + $"{shape.ElementCount / shape[-1]}; use another initializer.", nameof(shape));
        }
    }

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long outputs = Math.Max(1, shape[-1]);
        long inputs = shape.ElementCount / outputs;
        long frequencies = Math.Max(1, (inputs - 1) / 2);
        long phases = (outputs + frequencies - 1) / frequencies;
        double amplitude = Stddev * Math.Sqrt(2);
        return index =>
        {
            (long input, long output) = Math.DivRem(index, outputs);
            long turn = ((output % frequencies) + 1) * input % inputs;
            double angle = (2 * Math.PI * turn / inputs) + (Math.PI * (output / frequencies) / phases);
            return amplitude * DoubleSinCos.SinCos(angle).Sin;
        };
    }
}
