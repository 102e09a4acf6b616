using Seedbed.Initializers.Fills;
using Seedbed.LinearAlgebra;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// Attention that looks trained: W_Q·W_Kᵀ ≈ αZ + βI in each head, and W_V·W_O ≈ αZ + βI over all of them, Z ~ N(0, 1/d). Each product's
/// singular value decomposition USVᵀ is shared: W_Q = U√S, W_K = V√S, W_V = U√S and W_O = √SVᵀ, cut to the head's width.
/// </summary>
/// <remarks>
/// Kernels of queries, keys and values (d, heads…, width), of outputs (heads…, width, d), as Keras's attention has them; all four need one
/// seed. By default α = β = 0.7 of queries and keys, α = 0.4 and β = −0.4 of values and outputs, those of images; for language both signs
/// of β are the other way. A head takes some 10·d³ operations a sweep, and about ten sweeps. Source: Trockman and Kolter 2023 (arXiv
/// 2305.09828); its constants could be read in others' programs only.
/// </remarks>
public sealed record MimeticAttention : WholeInitializer
{
    private static readonly Dictionary<string, AttentionProjection> s_projections = new(StringComparer.Ordinal)
    {
        ["query"] = AttentionProjection.Query,
        ["key"] = AttentionProjection.Key,
        ["value"] = AttentionProjection.Value,
        ["output"] = AttentionProjection.Output,
    };

    /// <summary>One of the four kernels.</summary>
    /// <param name="projection">Which.</param>
    /// <param name="alpha">α, finite; 0.7 for queries and keys, 0.4 for values and outputs where it is null.</param>
    /// <param name="beta">β, finite; 0.7 for queries and keys, −0.4 for values and outputs where it is null.</param>
    /// <param name="seed">The seed of all four.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public MimeticAttention(
        AttentionProjection projection = AttentionProjection.Query, double? alpha = null, double? beta = null, Seed? seed = null)
        : base(seed)
    {
        Projection = projection;
        Alpha = alpha ?? (IsOfScores ? 0.7 : 0.4);
        Beta = beta ?? (IsOfScores ? 0.7 : -0.4);
    }

    /// <summary>Which kernel.</summary>
    public AttentionProjection Projection
    {
        get;
        init => field = ParameterCheck.Defined(value, "projection");
    }

    /// <summary>α, of the noise.</summary>
    public double Alpha
    {
        get;
        init => field = ParameterCheck.Finite(value, "alpha");
    }

    /// <summary>β, of the identity.</summary>
    public double Beta
    {
        get;
        init => field = ParameterCheck.Finite(value, "beta");
    }

    internal static Description<Initializer> Description { get; } =
        new("MimeticAttention", arguments => new MimeticAttention(
            arguments.Choice("projection", AttentionProjection.Query, s_projections),
            arguments.NumberOrNull("alpha"), arguments.NumberOrNull("beta"), arguments.Seed()))
        {
            Aliases = ["mimetic_attention", "mimetic"],
            Formula = "W_Q·W_Kᵀ ≈ αZ + βI (0.7, 0.7) a head, W_V·W_O ≈ αZ + βI (0.4, −0.4), Z ~ N(0, 1/d)",
            SuitedTo = "attention of vision transformers on small data, with one seed; β < 0, then β > 0 for language",
            Source = "Trockman and Kolter 2023 (arXiv 2305.09828)",
            IsExperimental = true,
            Group = SchemeGroup.Residual,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("projection", "one of query, key, value, output", "query"),
                new("alpha", "a finite number, or null", "null"), new("beta", "a finite number, or null", "null")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override SharedFactor? SharedFactor => new(ProjectionName, "the products are not what they should be");

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("projection", ProjectionName), new("alpha", Alpha), new("beta", Beta)];

    private string ProjectionName => s_projections.First(pair => pair.Value == Projection).Key;

    /// <summary>Queries and keys, whose product makes the scores.</summary>
    private bool IsOfScores => Projection is AttentionProjection.Query or AttentionProjection.Key;

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        (long width, long heads, long headWidth) = Sizes(shape);
        ShapeCheck.FitsInMemory(ClassName, [width, width]);
        if (headWidth * (IsOfScores ? 1 : heads) > width)
        {
            throw new ArgumentException(
                $"{ClassName} cuts products of {width} × {width} to the width of {(IsOfScores ? "a head" : "all heads")}, but the shape "
                + $"{shape} has {headWidth * (IsOfScores ? 1 : heads)} there; queries, keys and values are (inputs, heads, width), outputs "
                + "(heads, width, outputs).", nameof(shape));
        }
    }

    private protected override double[] Make(Shape shape, HaarMatrix draws)
    {
        (int width, int heads, int headWidth) = Sizes(shape);
        bool isRight = Projection is AttentionProjection.Key or AttentionProjection.Output;
        double[] kernel = new double[width * heads * headWidth];
        double[] ofValues = draws.Normals(IsOfScores ? 0 : width * width);
        SingularValues? shared = IsOfScores ? null : Product(ofValues, width);
        for (int unit = 0; unit < heads * headWidth; unit++)
        {
            int place = IsOfScores ? unit % headWidth : unit;
            shared = IsOfScores && place == 0 ? Product(draws.Normals(width * width), width) : shared;
            double root = Math.Sqrt(shared!.Values[place]);
            double[] vector = (isRight ? shared.Right : shared.Left)[place];
            for (int i = 0; i < width; i++)
            {
                kernel[Projection == AttentionProjection.Output ? (unit * width) + i : (i * heads * headWidth) + unit] = root * vector[i];
            }
        }

        return kernel;
    }

    /// <summary>d, the number of heads and a head's width.</summary>
    private (int Width, int Heads, int HeadWidth) Sizes(in Shape shape)
    {
        bool isOutput = Projection == AttentionProjection.Output;
        (long width, long headWidth) = isOutput ? (shape[-1], shape[-2]) : (shape[0], shape[-1]);
        return ((int)width, (int)(shape.ElementCount / Math.Max(1, width * headWidth)), (int)headWidth);
    }

    private SingularValues Product(double[] normals, int width)
    {
        double scale = Alpha / Math.Sqrt(width);
        double[] product = [.. normals.Select((normal, i) => (scale * normal) + (i % (width + 1) == 0 ? Beta : 0))];
        return SingularValues.Of(product, width, width);
    }
}

/// <summary>The kernels of an attention layer.</summary>
public enum AttentionProjection
{
    /// <summary>(inputs, heads, width); "query".</summary>
    Query,

    /// <summary>(inputs, heads, width); "key".</summary>
    Key,

    /// <summary>(inputs, heads, width); "value".</summary>
    Value,

    /// <summary>(heads, width, outputs); "output".</summary>
    Output,
}
