using Seedbed.Initializers.Fills;
using Seedbed.LinearAlgebra;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// The spline coefficients of a Kolmogorov–Arnold layer: c = B⁺u, u ~ U(±noise/(2G)) at the grid's G + 1 knots, B the B-splines of order k
/// there. The splines go through u, and no other such coefficients are shorter.
/// </summary>
/// <remarks>
/// Kernels (…, G + k), one spline along the last axis; on equal steps B is the same for every range. Scalers and base weights are in
/// <see cref="ModelRules.Kan"/>. Sources: Liu et al. 2024 (arXiv 2404.19756), section 2.2; <c>curve2coeff</c> of Blealtan/efficient-kan.
/// </remarks>
public sealed record SplineNoise : WholeInitializer
{
    private const int MostGrid = 1024;
    private const int MostOrder = 20;

    /// <summary>Splines through noise.</summary>
    /// <param name="gridSize">G, from 1 to 1024.</param>
    /// <param name="splineOrder">k, from 1 to 20: 3 for cubic splines.</param>
    /// <param name="noise">The noise's width times G; finite and at least 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public SplineNoise(int gridSize = 5, int splineOrder = 3, double noise = 0.1, Seed? seed = null)
        : base(seed) => (GridSize, SplineOrder, Noise) = (gridSize, splineOrder, noise);

    /// <summary>G, the grid's intervals.</summary>
    public int GridSize
    {
        get;
        init => field = ShapeCheck.Within(1, MostGrid, value, "grid_size");
    }

    /// <summary>k, the degree of the splines.</summary>
    public int SplineOrder
    {
        get;
        init => field = ShapeCheck.Within(1, MostOrder, value, "spline_order");
    }

    /// <summary>The noise's width times G.</summary>
    public double Noise
    {
        get;
        init => field = ParameterCheck.NotNegative(value, "noise");
    }

    internal static Description<Initializer> Description { get; } =
        new("SplineNoise", arguments => new SplineNoise(
            arguments.Integer("grid_size", 5), arguments.Integer("spline_order", 3), arguments.Number("noise", 0.1), arguments.Seed()))
        {
            Aliases = ["spline_noise", "kan_spline"],
            Formula = "c = B⁺u, u ~ U(±noise/(2·grid_size)) at the inner knots, B the B-splines there",
            SuitedTo = "spline coefficients of Kolmogorov–Arnold networks, (…, grid_size + spline_order)",
            Source = "Liu et al. 2024 (arXiv 2404.19756); Blealtan/efficient-kan",
            Group = SchemeGroup.Distributions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("grid_size", "an integer from 1 to 1024", "5"),
                new("spline_order", "an integer from 1 to 20", "3"), new("noise", "a number of at least 0", "0.1")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("grid_size", GridSize), new("spline_order", SplineOrder), new("noise", Noise)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        if (shape[-1] != GridSize + SplineOrder)
        {
            throw new ArgumentException(
                $"{ClassName} fills splines of grid_size + spline_order = {GridSize + SplineOrder} coefficients along the last axis, but "
                + $"the shape {shape} has {shape[-1]} there; give grid_size and spline_order.", nameof(shape));
        }
    }

    private protected override double[] Make(Shape shape, HaarMatrix draws)
    {
        (int knots, int coefficients) = (GridSize + 1, GridSize + SplineOrder);
        int splines = (int)(shape.ElementCount / coefficients);
        double[] values = Array.ConvertAll(draws.Uniforms(checked(splines * knots)), uniform => (uniform - 0.5) * Noise / GridSize);
        return DenseMatrix.Multiply(values, TransposedInverse(knots, coefficients), splines, knots, coefficients);
    }

    /// <summary>(B⁺)ᵀ = R⁻¹·Qᵀ of Bᵀ = QR: the least of all coefficients with given values at the knots.</summary>
    private double[] TransposedInverse(int knots, int coefficients)
    {
        double[] splines = ValuesAtKnots(knots, coefficients);
        double[] basis = [.. splines];
        HouseholderQr.Orthonormalize(basis.AsSpan(), coefficients, knots);
        double[] inverse = DenseMatrix.Transpose(basis, coefficients, knots);
        double[] triangle = DenseMatrix.Multiply(inverse, splines, knots, coefficients, knots);
        for (int row = knots - 1; row >= 0; row--)
        {
            Span<double> sums = inverse.AsSpan(row * coefficients, coefficients);
            for (int i = row + 1; i < knots; i++)
            {
                double factor = triangle[(row * knots) + i];
                ReadOnlySpan<double> below = inverse.AsSpan(i * coefficients, coefficients);
                for (int j = 0; j < coefficients; j++)
                {
                    sums[j] -= factor * below[j];
                }
            }

            for (int j = 0; j < coefficients; j++)
            {
                sums[j] /= triangle[(row * knots) + row];
            }
        }

        return inverse;
    }

    /// <summary>Bᵀ, (coefficients, knots): spline j is not 0 at the knots j − k + 1 … j, and there it is the cardinal one.</summary>
    private double[] ValuesAtKnots(int knots, int coefficients)
    {
        double[] cardinal = Cardinal();
        double[] values = new double[coefficients * knots];
        for (int knot = 0; knot < knots; knot++)
        {
            for (int place = 0; place < SplineOrder; place++)
            {
                values[((knot + place) * knots) + knot] = cardinal[SplineOrder - 1 - place];
            }
        }

        return values;
    }

    /// <summary>The B-spline of the knots 0, 1, …, k + 1 at 1, …, k, by the recursion of de Boor and Cox.</summary>
    private double[] Cardinal()
    {
        double[] values = [1];
        for (int order = 2; order <= SplineOrder; order++)
        {
            double[] last = values;
            values = [.. Enumerable.Range(1, order).Select(x =>
                ((x <= last.Length ? x * last[x - 1] : 0) + (x > 1 ? (order + 1 - x) * last[x - 2] : 0)) / order)];
        }

        return values;
    }
}
