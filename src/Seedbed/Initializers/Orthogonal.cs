using Seedbed.Initializers.Fills;
using Seedbed.LinearAlgebra;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// A random matrix with orthonormal rows or columns, whichever are fewer, times a gain: Q of a normal matrix's Q·R with the signs of R's
/// diagonal made positive, which is Haar-distributed. Ranks above 2 are a matrix of d₀·…·dᵣ₋₂ rows and dᵣ₋₁ columns.
/// </summary>
/// <remarks>
/// The normal matrix is the stream's own for shape (max, min), in float64 for float64 and else in float32. Small matrices (up to 256 × 256
/// or as much work) and float64 are computed in double, so that their values agree with Keras's within the error of Keras's own
/// factorization (about 1e-6 for float32); larger ones in float32, as Keras does. All are rounded once more at most. The bits are the same
/// on every machine; a slice makes the whole matrix. Sources: Saxe et al. 2014; Mezzadri 2007, section 5; Stewart 1980;
/// <c>keras.initializers.Orthogonal</c>.
/// </remarks>
/// <example>
/// <code>
/// Tensor&lt;float&gt; square = new Orthogonal(gain: 1, seed: 42).CreateTensor&lt;float&gt;([64, 64]);
/// LSTM memory = new(64, recurrentInitializer: "orthogonal");
/// </code>
/// </example>
public sealed record Orthogonal : RandomInitializer
{
    /// <summary>The argument that no Keras knows.</summary>
    private const string MethodKey = "method";

    private static readonly Dictionary<string, OrthogonalMethod> s_methods = new(StringComparer.Ordinal)
    {
        ["factorization"] = OrthogonalMethod.Factorization,
        ["reflectors"] = OrthogonalMethod.Reflectors,
    };

    /// <summary>An orthogonal matrix.</summary>
    /// <param name="gain">Finite; √2 before ReLU.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="method">Keras's function, or one of other numbers and half the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite, or the method is none of its values.</exception>
    public Orthogonal(double gain = 1.0, Seed? seed = null, OrthogonalMethod method = OrthogonalMethod.Factorization)
        : base(seed)
    {
        Gain = gain;
        Method = method;
    }

    /// <summary>Every singular value of the matrix.</summary>
    public double Gain
    {
        get;
        init => field = ParameterCheck.Finite(value, "gain");
    }

    /// <summary>How the matrix is made.</summary>
    public OrthogonalMethod Method
    {
        get;
        init => field = ParameterCheck.Defined(value, MethodKey);
    }

    /// <inheritdoc/>
    public override bool NeedsWholeTensor => true;

    internal static Description<Initializer> Description { get; } =
        new("Orthogonal", Create)
        {
            Aliases = ["orthogonal", "OrthogonalInitializer"],
            Formula = "W = gain·Q, QᵀQ = I, Q uniform (Haar)",
            SuitedTo = "recurrent kernels, deep linear and tanh networks",
            Source = "Saxe et al. 2014; Mezzadri 2007",
            Module = KnownInitializers.KerasModule,
            Parameters =
            [
                ParameterDescription.Seed,
                new("gain", "a finite number", "1.0"),
                new(MethodKey, $"one of {string.Join(", ", s_methods.Keys)}", "factorization")
                {
                    Refusal = _ =>
                        "the method of Orthogonal is not Keras's, so no Keras could read it back; use the factorization.",
                },
            ],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        Method == OrthogonalMethod.Factorization
            ? [new("seed", SeedArgument), new("gain", Gain)]
            : [new("seed", SeedArgument), new("gain", Gain), new(MethodKey, s_methods.First(pair => pair.Value == Method).Key)];

    /// <summary>
    /// gain/√max(rows, columns): the entries of a uniform orthogonal matrix have mean 0 and, since columns (or rows) have length 1, that
    /// second moment.
    /// </summary>
    /// <inheritdoc/>
    public override double? StandardDeviationFor(in Shape shape)
    {
        (long rows, long columns) = MatrixOf(shape);
        return rows == 0 ? null : Gain / Math.Sqrt(Math.Max(rows, columns));
    }

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        if (shape.Rank < 2)
        {
            throw new ArgumentException(
                $"Orthogonal fills tensors of rank 2 or more, but the shape {shape} has rank {shape.Rank}; use another initializer for "
                + "vectors and scalars.",
                nameof(shape));
        }

        ParameterCheck.FiniteIn(elementType, Gain, "gain");
        (long rows, long columns) = MatrixOf(shape);
        HouseholderQr.ElementCount(Math.Max(rows, columns), Math.Min(rows, columns));
    }

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        // Before the way out for an empty tensor: it, too, takes its turn at a generator.
        RandomKey key = Seed.NextKey(request.Stream);
        if (!destination.IsEmpty)
        {
            (long rows, long columns) = MatrixOf(request.Shape);
            new OrthogonalFill(request, key, Method, Gain, rows, columns).Fill(destination);
        }
    }

    /// <summary>A unitary matrix, uniform (Haar), times the gain.</summary>
    private protected override void FillComplexCore<T>(in FillRequest request, Span<T> parts)
    {
        HaarMatrix draws = new(request.Stream, Seed.NextKey(request.Stream), request.Execution);
        if (!parts.IsEmpty)
        {
            (long rows, long columns) = MatrixOf(request.Shape);
            double[] matrix = draws.NextUnitary((int)rows, (int)columns);
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i] = T.CreateTruncating(Gain * matrix[(2 * request.Start) + i]);
            }
        }
    }

    private static Orthogonal Create(NamedArguments arguments) => new(
        arguments.Number("gain", 1.0), arguments.Seed(), arguments.Choice(MethodKey, OrthogonalMethod.Factorization, s_methods));

    /// <summary>The matrix that the tensor is a reshape of; (0, 0) where there is nothing to fill.</summary>
    private static (long Rows, long Columns) MatrixOf(in Shape shape) =>
        shape.ElementCount == 0 ? (0, 0) : (shape.ElementCount / shape[-1], shape[-1]);
}

/// <summary>How a random orthogonal matrix is made. Both are uniform (Haar); their numbers differ.</summary>
public enum OrthogonalMethod
{
    /// <summary>Q of the normal matrix's factorization, the function that Keras computes; "factorization".</summary>
    Factorization,

    /// <summary>
    /// A product of Householder reflections, each of the part of its own column of the normal matrix that stands on and below the diagonal:
    /// half the work, for those who do not need Keras's numbers (Stewart 1980); "reflectors".
    /// </summary>
    Reflectors,
}
