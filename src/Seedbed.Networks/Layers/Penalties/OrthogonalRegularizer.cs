using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Layers;

/// <summary>
/// factor·Σ|uᵢ·uⱼ| over pairs of rows or columns of a matrix, each over its 2-norm, divided by the number of pairs. Source:
/// <c>keras.regularizers.OrthogonalRegularizer</c>.
/// </summary>
public sealed record OrthogonalRegularizer : Regularizer
{
    private static readonly Dictionary<string, string> s_modes = new() { ["rows"] = "rows", ["columns"] = "columns" };

    /// <summary>Draws rows or columns of a matrix apart.</summary>
    /// <param name="factor">Finite and at least 0.</param>
    /// <param name="mode">"rows" or "columns".</param>
    /// <exception cref="ArgumentException">The factor or the mode is another.</exception>
    public OrthogonalRegularizer(double factor = 0.01, string mode = "rows")
    {
        Strength = Factor(factor, "factor");
        Mode = mode is "rows" or "columns"
            ? mode
            : throw new ArgumentException($"mode is '{mode.Excerpt()}'; it must be rows or columns.", nameof(mode));
    }

    /// <summary>The factor.</summary>
    public double Strength { get; }

    /// <summary>"rows" or "columns".</summary>
    public string Mode { get; }

    internal static Description<Regularizer> Description { get; } = Describe(
        new OrthogonalRegularizer(), ["orthogonal_regularizer"],
        arguments => new OrthogonalRegularizer(arguments.Number("factor", 0.01), arguments.Choice("mode", "rows", s_modes)));

    private protected override IEnumerable<Argument> Arguments => [new("factor", Strength), new("mode", Mode)];

    internal override Operation? Operation => Strength == 0 ? null : new OrthogonalPenalty(Strength, Mode == "rows");

    internal override string? Misfit(Tensor tensor) => tensor.Rank == 2 ? null : "a matrix";
}
