using Seedbed.Cli.Initializing;
using Seedbed.Training;

namespace Seedbed.Cli.Probing;

/// <summary>What <c>probe</c> was asked for.</summary>
/// <param name="Model">The model.</param>
internal sealed record ProbeRequest(LookedAtModel Model)
{
    /// <summary>What is derived; null for a random sum of the outputs.</summary>
    internal Loss? Loss { get; init; }

    /// <summary>A probe each; none for one of the model's own schemes.</summary>
    internal IReadOnlyList<InitializerRule> Initializers { get; init; } = [];

    internal int Seeds { get; init; } = 1;

    /// <summary>Whose first steps are measured; null for none.</summary>
    internal Optimizer? Optimizer { get; init; }

    /// <summary>At which the sizes of layers' values are measured; none for not.</summary>
    internal IReadOnlyList<int> Widths { get; init; } = [];

    /// <summary>Null for as many samples as fit.</summary>
    internal int? BatchSize { get; init; }

    internal bool IsInference { get; init; }

    /// <summary>The bounds of each layer's second moment, divided by the first's; null for none.</summary>
    internal Bounds? Assert { get; init; }

    /// <summary>Threads, and what stops the work.</summary>
    internal ExecutionOptions Execution { get; init; }

    /// <summary>Refuses what cannot be done together, before any work.</summary>
    /// <exception cref="ArgumentException">The sentence says what to leave out.</exception>
    internal void Check()
    {
        if (Loss is not null && Model.Data.Count == 0)
        {
            throw new ArgumentException("--loss is given without --data, whose targets it needs; give both or neither.");
        }

        if (Model.Weights is not null && Widths.Count > 0)
        {
            throw new ArgumentException(
                "--weights are given, and --widths, at which weights of other sizes are drawn; leave one of them out.");
        }

        if (Model.Weights is not null && (Initializers.Count > 0 || Seeds > 1))
        {
            throw new ArgumentException(
                "--weights are given, and initializers or several seeds; weights of a file are probed as they are, so leave the others "
                + "out.");
        }
    }
}

/// <summary>Two numbers between which others have to be.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The largest.</param>
internal readonly record struct Bounds(double Low, double High)
{
    /// <summary>As it is typed: <c>0.5..2</c>.</summary>
    public override string ToString() => $"{Low:R}..{High:R}";
}
