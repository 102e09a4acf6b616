using Seedbed.Initializers.Fills;
using Seedbed.LinearAlgebra;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w ~ N(0, 1/r²), r the last axis: A of a low-rank adapter (inputs, r) as PEFT's "gaussian" draws it.</summary>
/// <remarks>
/// The standard deviation is 1/r, not the variance, which is often misquoted. B is zeros. PEFT's default A is
/// <see cref="InverseRootUniform"/>, <c>lora_a</c>. Source: <c>reset_lora_parameters</c> of PEFT's <c>layer.py</c>.
/// </remarks>
public sealed record LoraGaussian : IndependentInitializer
{
    /// <summary>The factor A of an adapter.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    public LoraGaussian(Seed? seed = null)
        : base(seed)
    {
    }

    internal static Description<Initializer> Description { get; } =
        new("LoraGaussian", arguments => new LoraGaussian(arguments.Seed()))
        {
            Aliases = ["lora_gaussian"],
            Formula = "A ~ N(0, 1/r²), r the last axis; B = 0",
            SuitedTo = "A of LoRA, (inputs, r); PEFT's default A is lora_a",
            Source = "PEFT",
            Group = SchemeGroup.Adapters,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType) => ShapeCheck.Rank(2, ClassName, "(inputs, r)", shape);

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new NormalDistribution(0, 1.0 / Math.Max(1, shape[-1]));
}

/// <summary>
/// Both factors of an adapter that begins without effect though neither is 0: with Q orthogonal of r × r, A = N·Q₁/10 and B = Q₂ᵀ·N′/10,
/// Q₁ its rows 0, 2, 4, … and Q₂ the others, so that A·B = 0.
/// </summary>
/// <remarks>
/// A is (inputs, r), B is (r, outputs), and r is even. Both factors need the same seed: Q is drawn from it first. Source:
/// <c>orthogonal_init</c> of PEFT's <c>layer.py</c>.
/// </remarks>
public sealed record LoraOrthogonal : WholeInitializer
{
    private const double Divisor = 10;

    private static readonly Dictionary<string, LoraFactor> s_factors = new(StringComparer.Ordinal)
    {
        ["a"] = LoraFactor.A,
        ["b"] = LoraFactor.B,
    };

    /// <summary>One factor of an adapter.</summary>
    /// <param name="factor">Which.</param>
    /// <param name="seed">The seed of both factors.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is none of the enumeration's.</exception>
    public LoraOrthogonal(LoraFactor factor = LoraFactor.A, Seed? seed = null)
        : base(seed) => Factor = factor;

    /// <summary>Which factor.</summary>
    public LoraFactor Factor
    {
        get;
        init => field = ParameterCheck.Defined(value, "factor");
    }

    internal static Description<Initializer> Description { get; } =
        new("LoraOrthogonal",
            arguments => new LoraOrthogonal(arguments.Choice("factor", LoraFactor.A, s_factors), arguments.Seed()))
        {
            Aliases = ["lora_orthogonal"],
            Formula = "A = N·Q[even rows]/10, B = Q[odd rows]ᵀ·N′/10: A·B = 0",
            SuitedTo = "both factors of LoRA, with one seed",
            Source = "PEFT",
            Group = SchemeGroup.Adapters,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("factor", "one of a, b", "a")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override SharedFactor? SharedFactor => new(FactorName, "A·B is not 0");

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("factor", FactorName)];

    private string FactorName => s_factors.First(pair => pair.Value == Factor).Key;

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        ShapeCheck.Rank(2, ClassName, Factor == LoraFactor.A ? "(inputs, r)" : "(r, outputs)", shape);
        base.Check(shape, elementType);
        long rank = shape[Factor == LoraFactor.A ? 1 : 0];
        ShapeCheck.Divides(2, rank, ClassName, "the rank r", shape);
        if (rank == 0)
        {
            throw new ArgumentException($"{ClassName} needs a rank r of 2 or more, but the shape is {shape}.", nameof(shape));
        }
    }

    private protected override double[] Make(Shape shape, HaarMatrix draws)
    {
        bool isA = Factor == LoraFactor.A;
        (int rank, int width) = isA ? ((int)shape[1], (int)shape[0]) : ((int)shape[0], (int)shape[1]);
        double[] turned = draws.Next(rank, rank);
        double[] left = draws.Normals(isA ? width * (rank / 2) : 0);
        double[] normals = isA ? left : draws.Normals(width * (rank / 2));
        double[] rows = [.. Enumerable.Range(0, rank / 2).SelectMany(i => turned[(((2 * i) + (isA ? 0 : 1)) * rank)..][..rank])];
        double[] product = DenseMatrix.Multiply(normals, rows, width, rank / 2, rank);
        double[] scaled = Array.ConvertAll(product, value => value / Divisor);
        return isA ? scaled : DenseMatrix.Transpose(scaled, width, rank);
    }
}

/// <summary>The factors of a low-rank adapter x·A·B.</summary>
public enum LoraFactor
{
    /// <summary>(inputs, r); "a".</summary>
    A,

    /// <summary>(r, outputs); "b".</summary>
    B,
}
