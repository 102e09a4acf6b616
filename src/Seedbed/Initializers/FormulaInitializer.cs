using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>A scheme without randomness: every value is a formula of its place, computed in double and rounded once.</summary>
public abstract record FormulaInitializer : Initializer
{
    private protected FormulaInitializer()
    {
    }

    /// <summary>The least rank that it fills.</summary>
    private protected virtual int LeastRank => 1;

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType) => ShapeCheck.RankAtLeast(LeastRank, ClassName, shape);

    /// <summary>The value at a flat index of such a tensor.</summary>
    private protected abstract Func<long, double> ValuesOf(Shape shape);

    /// <inheritdoc/>
    protected sealed override void FillCore<T>(in FillRequest request, Span<T> destination) =>
        GroupFill.Fill(new FormulaFill<T>(ValuesOf(request.Shape)), request.Start, destination, request.Execution);
}

/// <summary>A scheme whose elements are a function each of one uniform number, computed in double and rounded once.</summary>
public abstract record TransformedInitializer : RandomInitializer
{
    private protected TransformedInitializer(Seed? seed)
        : base(seed)
    {
    }

    /// <summary>The value of a uniform number of [0, 1).</summary>
    private protected abstract double ValueOf(double uniform);

    /// <inheritdoc/>
    protected sealed override void FillCore<T>(in FillRequest request, Span<T> destination) => TransformedUniforms.Fill(
        request.Stream, Seed.NextKey(request.Stream), ValueOf, request.Start, destination, request.Execution);
}

/// <summary>A random scheme whose values hang together: the tensor is made whole, in double, and a slice is cut from it.</summary>
public abstract record WholeInitializer : RandomInitializer
{
    private protected WholeInitializer(Seed? seed)
        : base(seed)
    {
    }

    /// <inheritdoc/>
    public sealed override bool NeedsWholeTensor => true;

    /// <summary>The least rank that it fills.</summary>
    private protected virtual int LeastRank => 2;

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        ShapeCheck.RankAtLeast(LeastRank, ClassName, shape);
        ShapeCheck.FitsInMemory(ClassName, shape);
    }

    /// <summary>The whole tensor's values, row-major; it has at least one element.</summary>
    private protected abstract double[] Make(Shape shape, HaarMatrix draws);

    /// <inheritdoc/>
    protected sealed override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        // Before the way out for an empty tensor: it, too, takes its turn at a generator.
        RandomKey key = Seed.NextKey(request.Stream);
        if (!destination.IsEmpty)
        {
            double[] whole = Make(request.Shape, new HaarMatrix(request.Stream, key, request.Execution));
            GroupFill.Fill(new CopyFill<double, T>(whole), request.Start, destination, request.Execution);
        }
    }
}

/// <summary>A whole random matrix, or several, whose singular values are a gain.</summary>
public abstract record IsometricInitializer : WholeInitializer
{
    private protected IsometricInitializer(double gain, Seed? seed)
        : base(seed) => Gain = gain;

    /// <summary>What the orthonormal matrix is multiplied by.</summary>
    public double Gain
    {
        get;
        init => field = ParameterCheck.Finite(value, "gain");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("gain", Gain)];

    private protected static IReadOnlyList<ParameterDescription> Parameters { get; } =
        [ParameterDescription.Seed, new("gain", "a finite number", "1.0")];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ParameterCheck.FiniteIn(elementType, Gain, "gain");
    }

    /// <summary>The matrix times the gain.</summary>
    private protected double[] Scaled(double[] matrix) => Gain == 1 ? matrix : Array.ConvertAll(matrix, value => Gain * value);
}
