using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// A matrix of orthogonal blocks side by side, one a gate: W = gain·[Q₁ Q₂ … Q₉], each uniform and drawn apart, of a kernel (…,
/// gates·units).
/// </summary>
/// <remarks>
/// An LSTM's recurrent kernel (units, 4·units) from <see cref="Orthogonal"/> has orthonormal rows over all gates together, so that each
/// gate alone halves the norm; here each gate keeps it. Source: Saxe et al. 2014, gate by gate.
/// </remarks>
public sealed record GateOrthogonal : IsometricInitializer
{
    /// <summary>Orthogonal blocks.</summary>
    /// <param name="gates">4 for an LSTM, 3 for a GRU.</param>
    /// <param name="gain">Finite.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public GateOrthogonal(int gates = 4, double gain = 1.0, Seed? seed = null)
        : base(gain, seed) => Gates = gates;

    /// <summary>The number of blocks.</summary>
    public int Gates
    {
        get;
        init => field = ShapeCheck.AtLeastOne(value, "gates");
    }

    internal static Description<Initializer> Description { get; } =
        new("GateOrthogonal",
            arguments => new GateOrthogonal(arguments.Integer("gates", 4), arguments.Number("gain", 1.0), arguments.Seed()))
        {
            Aliases = ["gate_orthogonal"],
            Formula = "W = gain·[Q₁ … Q_gates], each QᵀQ = I",
            SuitedTo = "recurrent kernels of LSTM (gates=4) and GRU (gates=3)",
            Source = "Saxe et al. 2014, gate by gate",
            Group = SchemeGroup.Orthogonal,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [.. Parameters, new("gates", "an integer of at least 1", "4")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [.. base.Arguments, new("gates", Gates)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ShapeCheck.Divides(Gates, shape[-1], ClassName, "the last axis", shape);
    }

    private protected override double[] Make(Shape shape, HaarMatrix draws)
    {
        int columns = (int)shape[-1];
        int rows = (int)(shape.ElementCount / columns);
        int units = columns / Gates;
        double[] matrix = new double[shape.ElementCount];
        for (int gate = 0; gate < Gates; gate++)
        {
            double[] block = Scaled(draws.Next(rows, units));
            for (int row = 0; row < rows; row++)
            {
                block.AsSpan(row * units, units).CopyTo(matrix.AsSpan((row * columns) + (gate * units)));
            }
        }

        return matrix;
    }
}

/// <summary>An orthogonal matrix of d₀ rows and d₁·…·dᵣ₋₁ columns, as PyTorch flattens a kernel (outputs, inputs, sizes…).</summary>
/// <remarks>
/// <see cref="Orthogonal"/> flattens the other way, as Keras. Source: <c>torch.nn.init.orthogonal_</c>; Saxe et al. 2014.
/// </remarks>
public sealed record RowOrthogonal : IsometricInitializer
{
    /// <summary>An orthogonal matrix.</summary>
    /// <param name="gain">Finite.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public RowOrthogonal(double gain = 1.0, Seed? seed = null)
        : base(gain, seed)
    {
    }

    internal static Description<Initializer> Description { get; } =
        new("RowOrthogonal", arguments => new RowOrthogonal(arguments.Number("gain", 1.0), arguments.Seed()))
        {
            Aliases = ["row_orthogonal"],
            Formula = "W = gain·Q, a matrix of the first axis by all others",
            SuitedTo = "kernels in PyTorch's layout",
            Source = "PyTorch; Saxe et al. 2014",
            Group = SchemeGroup.Orthogonal,
            Module = KnownInitializers.SeedbedModule,
            Parameters = Parameters,
        };

    private protected override Description<Initializer> Own => Description;

    private protected override double[] Make(Shape shape, HaarMatrix draws) =>
        Scaled(draws.Next((int)shape[0], (int)(shape.ElementCount / shape[0])));
}

/// <summary>W = σ·√(out/in)·N/‖N‖₂ of a normal matrix N: the spectral norm that Muon's steps keep.</summary>
/// <remarks>
/// Ranks above 2 are a matrix of d₀·…·dᵣ₋₂ rows (in) and dᵣ₋₁ columns (out). The norm is found by Jacobi rotations, at a cost of some
/// rows·columns² a sweep. Source: Yang, Simon and Bernstein 2023 (arXiv 2310.17813), condition 1.
/// </remarks>
public sealed record SpectralMatrix : IsometricInitializer
{
    /// <summary>A normal matrix of exact spectral norm.</summary>
    /// <param name="gain">σ, finite.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public SpectralMatrix(double gain = 1.0, Seed? seed = null)
        : base(gain, seed)
    {
    }

    internal static Description<Initializer> Description { get; } =
        new("SpectralMatrix", arguments => new SpectralMatrix(arguments.Number("gain", 1.0), arguments.Seed()))
        {
            Aliases = ["spectral_matrix"],
            Formula = "W = gain·√(out/in)·N/‖N‖₂, N normal",
            SuitedTo = "matrices trained by Muon",
            Source = "Yang et al. 2023 (arXiv 2310.17813)",
            Group = SchemeGroup.Orthogonal,
            Module = KnownInitializers.SeedbedModule,
            Parameters = Parameters,
        };

    private protected override Description<Initializer> Own => Description;

    private protected override double[] Make(Shape shape, HaarMatrix draws)
    {
        int outputs = (int)shape[-1];
        int inputs = (int)(shape.ElementCount / outputs);
        double[] normals = draws.Normals(inputs * outputs);
        double factor = Gain * Math.Sqrt((double)outputs / inputs) / LinearAlgebra.SingularValues.Of(normals, inputs, outputs).Values[0];
        return Array.ConvertAll(normals, value => factor * value);
    }
}
