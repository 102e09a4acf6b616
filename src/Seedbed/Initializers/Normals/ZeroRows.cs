using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w ~ N(mean, stddev²), with the given rows 0: an embedding whose padding token is silent.</summary>
/// <remarks>
/// Row r is what index r of the first axis chooses. The other values are those of <see cref="RandomNormal"/> of the same seed.
/// Source: <c>padding_idx</c> of PyTorch's Embedding.
/// </remarks>
public sealed record ZeroRows : RandomInitializer
{
    /// <summary>A normal distribution but for some rows.</summary>
    /// <param name="rows">The rows of zeros, each at least 0; null for row 0.</param>
    /// <param name="mean">Finite.</param>
    /// <param name="stddev">Finite and at least 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public ZeroRows(IReadOnlyList<int>? rows = null, double mean = 0.0, double stddev = 0.02, Seed? seed = null)
        : base(seed)
    {
        Rows = new ArrayValue([(rows ?? s_first).Count], [.. (rows ?? s_first).Select(row => (double)row)]);
        Mean = ParameterCheck.Finite(mean, nameof(mean));
        Stddev = ParameterCheck.NotNegative(stddev, nameof(stddev));
        foreach (double row in Rows.Values)
        {
            ParameterCheck.NotNegative(row, nameof(rows));
        }
    }

    private static readonly int[] s_first = [0];

    /// <summary>The rows of zeros.</summary>
    public ArrayValue Rows { get; }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Stddev { get; }

    internal static Description<Initializer> Description { get; } =
        new("ZeroRows",
            arguments => new ZeroRows(
                arguments.Axes("rows"), arguments.Number("mean", 0.0), arguments.Number("stddev", 0.02), arguments.Seed()))
        {
            Aliases = ["zero_rows"],
            Formula = "w ~ N(mean, stddev²), the given rows 0",
            SuitedTo = "embeddings with a padding token",
            Source = "PyTorch (padding_idx)",
            Group = SchemeGroup.Distributions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("rows", "a list of row numbers", "[0]"),
                new("mean", "a finite number", "0.0"), new("stddev", "a number of at least 0", "0.02")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("rows", Rows), new("mean", Mean), new("stddev", Stddev)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        ShapeCheck.RankAtLeast(1, ClassName, shape);
        foreach (double row in Rows.Values)
        {
            if (row >= shape[0])
            {
                throw new ArgumentException(
                    $"row {row} is to be 0, but the shape {shape} has {shape[0]} rows; they count from 0.", nameof(shape));
            }
        }
    }

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        request.Stream.FillNormal(Seed.NextKey(request.Stream), Mean, Stddev, request.Start, destination, request.Execution);
        long length = request.Shape[0] == 0 ? 0 : request.Shape.ElementCount / request.Shape[0];
        foreach (double row in Rows.Values)
        {
            long from = Math.Clamp(((long)row * length) - request.Start, 0, destination.Length);
            long to = Math.Clamp((((long)row + 1) * length) - request.Start, 0, destination.Length);
            destination[(int)from..(int)to].Clear();
        }
    }
}
