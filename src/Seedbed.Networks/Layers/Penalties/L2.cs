using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Layers;

/// <summary>l2·Σw². Source: <c>keras.regularizers.L2</c>.</summary>
public sealed record L2 : Regularizer
{
    /// <summary>The sum of squares.</summary>
    /// <param name="factor">l2, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is another.</exception>
    public L2(double factor = 0.01) => FactorL2 = Factor(factor, "l2");

    /// <summary>l2.</summary>
    public double FactorL2 { get; }

    internal static Description<Regularizer> Description { get; } =
        Describe(new L2(), ["l2"], arguments => new L2(arguments.NumberOrNull("l2") ?? 0.01));

    private protected override IEnumerable<Argument> Arguments => [new("l2", FactorL2)];

    internal override Operation? Operation => FactorL2 == 0 ? null : new NormPenalty(0, FactorL2);
}
