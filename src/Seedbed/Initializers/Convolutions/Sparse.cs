using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w ~ N(0, stddev²) with ⌈sparsity·rows⌉ zeros in every column, at places drawn for each column.</summary>
/// <remarks>
/// In Keras's layout (inputs, outputs) a column is what one unit sums over, as in Martens's paper. Sources: Martens 2010, section 5;
/// <c>torch.nn.init.sparse_</c>.
/// </remarks>
public sealed record Sparse : WholeInitializer
{
    /// <summary>A sparse normal matrix.</summary>
    /// <param name="sparsity">The share of zeros in a column, from 0 to 1.</param>
    /// <param name="stddev">Of the others; finite and at least 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public Sparse(double sparsity = 0.9, double stddev = 0.01, Seed? seed = null)
        : base(seed)
    {
        Sparsity = sparsity;
        Stddev = stddev;
    }

    /// <summary>The share of zeros in a column.</summary>
    public double Sparsity
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"sparsity is {value}; it must be a number from 0 to 1.");
    }

    /// <summary>The standard deviation of what is not 0.</summary>
    public double Stddev
    {
        get;
        init => field = ParameterCheck.NotNegative(value, "stddev");
    }

    internal static Description<Initializer> Description { get; } =
        new("Sparse", arguments => new Sparse(arguments.Number("sparsity", 0.9), arguments.Number("stddev", 0.01), arguments.Seed()))
        {
            Aliases = ["sparse"],
            Formula = "w ~ N(0, stddev²), ⌈sparsity·rows⌉ of each column 0",
            SuitedTo = "dense layers whose units are to differ",
            Source = "Martens 2010, section 5; PyTorch",
            Group = SchemeGroup.Convolution,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("sparsity", "a number from 0 to 1", "0.9"),
                new("stddev", "a number of at least 0", "0.01")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("sparsity", Sparsity), new("stddev", Stddev)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        ShapeCheck.Rank(2, ClassName, "(rows, columns)", shape);
        base.Check(shape, elementType);
    }

    private protected override double[] Make(Shape shape, HaarMatrix draws)
    {
        (int rows, int columns) = ((int)shape[0], (int)shape[1]);
        int zeros = (int)Math.Ceiling(Sparsity * rows);
        double[] matrix = Array.ConvertAll(draws.Normals(rows * columns), value => Stddev * value);
        double[] order = draws.Uniforms(rows * columns);
        for (int column = 0; column < columns; column++)
        {
            foreach (int row in Enumerable.Range(0, rows).OrderBy(row => order[(row * columns) + column]).Take(zeros))
            {
                matrix[(row * columns) + column] = 0;
            }
        }

        return matrix;
    }
}
