using Seedbed.Initializers.Descriptions;
using Seedbed.LinearAlgebra;
using Seedbed.Numerics;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>
/// A random matrix with orthonormal rows or columns, whichever are fewer, times a gain: Q of a normal matrix's Q·R with the signs of R's diagonal made
/// positive, which is Haar-distributed. Ranks above 2 are a matrix of d₀·…·dᵣ₋₂ rows and dᵣ₋₁ columns.
/// </summary>
/// <remarks>
/// The normal matrix is the stream's own for shape (max, min), in float64 for float64 and else in float32; the factorization is in double and rounded once,
/// so that the values agree with Keras's within the error of Keras's own factorization (about 1e-6 for float32). A slice makes the whole matrix.
/// Sources: Saxe et al. 2014; Mezzadri 2007, section 5; <c>keras.initializers.Orthogonal</c>.
/// </remarks>
public sealed record Orthogonal : RandomInitializer
{
    /// <summary>An orthogonal matrix.</summary>
    /// <param name="gain">Finite; √2 before ReLU.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public Orthogonal(double gain = 1.0, Seed? seed = null)
        : base(seed) => Gain = gain;

    /// <summary>Every singular value of the matrix.</summary>
    public double Gain
    {
        get;
        init => field = ParameterCheck.Finite(value, "gain");
    }

    /// <inheritdoc/>
    public override bool NeedsWholeTensor => true;

    internal static InitializerDescription Description { get; } =
        new("Orthogonal", arguments => new Orthogonal(arguments.Number("gain", 1.0), arguments.Seed()))
        {
            Aliases = ["orthogonal", "OrthogonalInitializer"],
            Formula = "W = gain·Q, QᵀQ = I, Q uniform (Haar)",
            SuitedTo = "recurrent kernels, deep linear and tanh networks",
            Source = "Saxe et al. 2014; Mezzadri 2007",
            Parameters = [InitializerParameter.Seed, new("gain", "a finite number", "1.0")],
        };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("gain", Gain)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        if (shape.Rank < 2)
        {
            throw new ArgumentException(
                $"Orthogonal fills tensors of rank 2 or more, but the shape {shape} has rank {shape.Rank}; use another initializer for vectors and scalars.",
                nameof(shape));
        }

        (long rows, long columns) = MatrixOf(shape);
        HouseholderQr.ElementCount(Math.Max(rows, columns), Math.Min(rows, columns));
    }

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        // Before the way out for an empty tensor: it, too, takes its turn at a generator.
        RandomKey key = Seed.NextKey(request.Stream);
        (long rows, long columns) = MatrixOf(request.Shape);
        int tall = (int)Math.Max(rows, columns);
        int thin = (int)Math.Min(rows, columns);
        if (destination.IsEmpty)
        {
            return;
        }

        double[] columnMajor = ElementTypes.Of<T>() == ElementType.Float64
            ? DrawColumnMajor<double>(request, key, tall, thin)
            : DrawColumnMajor<float>(request, key, tall, thin);
        HouseholderQr.Orthonormalize(columnMajor, tall, thin, request.Execution.Degree, request.Execution.CancellationToken);

        // A wide matrix is Qᵀ, whose row-major order is Q's column-major order.
        bool transposed = rows < columns;
        for (int i = 0; i < destination.Length; i++)
        {
            long index = request.Start + i;
            long source = transposed ? index : ((index % thin) * tall) + (index / thin);
            destination[i] = T.CreateTruncating(Gain * columnMajor[source]);
        }
    }

    /// <summary>The matrix that the tensor is a reshape of; (0, 0) where there is nothing to fill.</summary>
    private static (long Rows, long Columns) MatrixOf(in Shape shape) =>
        shape.ElementCount == 0 ? (0, 0) : (shape.ElementCount / shape[-1], shape[-1]);

    /// <summary>The stream's standard normal matrix of shape (tall, thin), row-major in the stream, stored column by column.</summary>
    private static double[] DrawColumnMajor<TDrawn>(in FillRequest request, RandomKey key, int tall, int thin)
        where TDrawn : unmanaged, System.Numerics.IFloatingPointIeee754<TDrawn>
    {
        double[] columnMajor = new double[(long)tall * thin];
        TDrawn[] row = new TDrawn[thin];
        for (int i = 0; i < tall; i++)
        {
            request.Stream.FillNormal(key, 0, 1, (long)i * thin, row.AsSpan(), request.Execution);
            for (int j = 0; j < thin; j++)
            {
                columnMajor[((long)j * tall) + i] = double.CreateTruncating(row[j]);
            }
        }

        return columnMajor;
    }
}
