namespace Seedbed.Diagnostics;

/// <summary>A gated unit φ(a)·b of two linear projections: GLU and its kin.</summary>
/// <remarks>
/// Shazeer 2020, equations 5 and 6. With independent a, b ~ N(0, q): E[(φ(a)·b)²] = q·g(q). It grows like q² where φ grows like a line, so
/// that no stack of such units without normalization is stable; the projection behind one has the gain 1/√g(1) to bring a unit's second
/// moment back to 1.
/// </remarks>
public sealed class GatedUnit
{
    private static readonly (string Name, string Gate)[] s_units =
        [("glu", "sigmoid"), ("bilinear", "linear"), ("reglu", "relu"), ("geglu", "gelu"), ("swiglu", "silu"), ("geglu_tanh", "gelu_tanh")];

    /// <summary>The unit of a gate.</summary>
    /// <param name="gate">φ.</param>
    public GatedUnit(ActivationFunction gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        Gate = gate;
    }

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IEnumerable<string> Names => s_units.Select(unit => unit.Name);

    /// <summary>φ.</summary>
    public ActivationFunction Gate { get; }

    /// <summary>1/√E[φ(z)²]: √ of fanIn·variance of the projection that follows, so that it gives back second moment 1.</summary>
    public double Gain => 1 / Math.Sqrt(SecondMoment(1));

    /// <summary>The unit of a name; null where there is none.</summary>
    /// <param name="name"><c>glu</c>, <c>bilinear</c>, <c>reglu</c>, <c>geglu</c>, <c>swiglu</c> or <c>geglu_tanh</c>.</param>
    public static GatedUnit? Find(string name) =>
        Array.Find(s_units, unit => unit.Name == name) is { Gate: { } gate } ? new GatedUnit(ActivationFunction.Named(gate)) : null;

    /// <summary>E[(φ(a)·b)²] = q·E[φ(a)²].</summary>
    /// <param name="variance">q of both projections, greater than 0.</param>
    public double SecondMoment(double variance) => variance * GaussianMoments.Of(Gate, variance).MeanSquare;
}
