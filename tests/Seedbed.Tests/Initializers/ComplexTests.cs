using System.Numerics;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Serialization;
using Xunit;

namespace Seedbed.Tests.Initializers;

/// <summary>Complex numbers: moments, densities and unitarity against their definitions.</summary>
public sealed class ComplexTests
{
    private static readonly Shape s_shape = [300, 500];

    public static TheoryData<string> Schemes =>
    [
        "RandomNormal(stddev=0.3)", "RandomNormal(mean=1.5)", "RandomUniform(minval=-1, maxval=3)", "TruncatedNormal(stddev=0.2)",
        "GlorotUniform", "HeNormal", "VarianceScaling(scale=3, mode=fan_out, distribution=untruncated_normal)", "VarianceScaling(mode=fan_avg)",
    ];

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Mean_and_variance_are_those_of_the_real_scheme_and_no_direction_is_preferred(string text)
    {
        Initializer scheme = (RandomInitializer)InitializerRegistry.Default.Get(text) with { Seed = 5 };
        Distribution real = scheme.DistributionFor(s_shape)!;
        Complex[] values = scheme.CreateComplexArray(s_shape);
        double variance = real.StandardDeviation * real.StandardDeviation;
        double error = 4 / Math.Sqrt(values.Length);

        Complex[] centred = [.. values.Select(value => value - real.Mean)];
        Complex mean = Mean(centred);
        Assert.InRange(mean.Magnitude / real.StandardDeviation, 0, error);
        Assert.InRange(centred.Average(SquaredModulus) / variance, 1 - error, 1 + error);

        // E[z²] and E[z³] are 0 where z and e^(iθ)z are alike for every θ; E|z|⁴ ≤ 2 and E|z|⁶ ≤ 6 are a normal one's.
        Assert.InRange(Mean([.. centred.Select(z => z * z)]).Magnitude / variance, 0, 1.5 * error);
        Assert.InRange(Mean([.. centred.Select(z => z * z * z)]).Magnitude / Math.Pow(variance, 1.5), 0, 2.5 * error);
    }

    [Fact]
    public void A_uniform_scheme_fills_the_disc_evenly()
    {
        Complex[] values = new GlorotUniform(seed: 3).CreateComplexArray(s_shape);
        double variance = 2.0 / 800;
        AssertUniform([.. values.Select(z => SquaredModulus(z) / (2 * variance))]);
        AssertUniform([.. values.Select(z => (z.Phase / Math.Tau) + 0.5)]);
    }

    [Fact]
    public void A_truncated_one_is_a_normal_one_whose_modulus_is_below_two()
    {
        Complex[] values = new LecunNormal(seed: 4).CreateComplexArray(s_shape);

        // E|z|² of density e^(−t) of t = |z|² < 4, by the midpoint rule.
        const int Points = 400_000;
        double mass = 0, moment = 0;
        for (int i = 0; i < Points; i++)
        {
            double t = 4 * (i + 0.5) / Points;
            mass += Math.Exp(-t);
            moment += t * Math.Exp(-t);
        }

        double[] squares = [.. values.Select(z => SquaredModulus(z) * 300 * moment / mass)];
        Assert.InRange(squares.Max(), 3.99, 4.0000001);
        AssertUniform([.. squares.Select(t => (1 - Math.Exp(-t)) / (1 - Math.Exp(-4)))]);
        AssertUniform([.. values.Select(z => (z.Phase / Math.Tau) + 0.5)]);
    }

    [Fact]
    public void The_parts_of_a_normal_one_are_the_streams_own_normals()
    {
        Complex[] values = new RandomNormal(stddev: Math.Sqrt(2), seed: 8).CreateComplexArray([7, 5]);
        double[] parts = new RandomNormal(stddev: 1, seed: 8).CreateArray<double>([7, 10]);
        Assert.Equal(parts, values.SelectMany(z => new[] { z.Real, z.Imaginary }));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Any_slice_any_number_of_threads_and_any_type_give_the_same_values(string text)
    {
        Initializer scheme = InitializerRegistry.Default.Get(text).Pin();
        Shape shape = [3, 40_001];
        double[] whole = new double[2 * 3 * 40_001];
        scheme.FillComplexSlice(whole.AsSpan(), shape, 0, new FillOptions { MaxDegreeOfParallelism = 1 });
        double[] parallel = new double[whole.Length];
        scheme.FillComplexSlice(parallel.AsSpan(), shape, 0, new FillOptions { MaxDegreeOfParallelism = 4 });
        Assert.Equal(whole, parallel);

        double[] slice = new double[2 * 70_003];
        scheme.FillComplexSlice(slice.AsSpan(), shape, 30_001);
        Assert.Equal(whole.AsSpan(2 * 30_001, slice.Length).ToArray(), slice);
    }

    [Fact]
    public void Types_differ_by_their_rounding_alone()
    {
        Initializer scheme = new GlorotNormal(seed: 2);
        double[] exact = new double[2000];
        float[] single = new float[2000];
        BFloat16[] coarse = new BFloat16[2000];
        scheme.FillComplexSlice(exact.AsSpan(), [100, 10], 0);
        scheme.FillComplexSlice(single.AsSpan(), [100, 10], 0);
        scheme.FillComplexSlice(coarse.AsSpan(), [100, 10], 0);
        Assert.Equal(exact.Select(value => (float)value), single);
        Assert.Equal(exact.Select(value => (BFloat16)value), coarse);
    }

    [Fact]
    public void NumPys_stream_goes_on_where_a_slice_begins()
    {
        Initializer scheme = new GlorotNormal(seed: 2).Pin(RandomStream.NumPy);
        FillOptions numPy = new() { Stream = RandomStream.NumPy };
        Complex[] whole = scheme.CreateComplexArray([4, 6], numPy);
        double[] slice = new double[10];
        scheme.FillComplexSlice(slice.AsSpan(), [4, 6], 13, numPy);
        Assert.Equal(whole[13..18], slice.Chunk(2).Select(pair => new Complex(pair[0], pair[1])));
    }

    [Theory]
    [InlineData(9, 4)]
    [InlineData(4, 9)]
    [InlineData(48, 48)]
    [InlineData(1, 1)]
    public void An_orthogonal_scheme_is_unitary(int rows, int columns)
    {
        Complex[] matrix = new Orthogonal(gain: 1.5, seed: 6).CreateComplexArray([rows, columns]);
        bool isTall = rows >= columns;
        int count = Math.Min(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                Complex product = Complex.Zero;
                for (int k = 0; k < Math.Max(rows, columns); k++)
                {
                    (Complex left, Complex right) = isTall
                        ? (matrix[(k * columns) + a], matrix[(k * columns) + b])
                        : (matrix[(a * columns) + k], matrix[(b * columns) + k]);
                    product += Complex.Conjugate(left) * right;
                }

                Assert.InRange((product - (a == b ? 2.25 : 0)).Magnitude, 0, 1e-13);
            }
        }
    }

    /// <summary>E|tr Uᵏ|² = min(k, n) of a uniform unitary matrix (Diaconis and Shahshahani 1994, theorem 2.1), and E[tr U] = 0.</summary>
    [Fact]
    public void Unitary_matrices_are_uniform()
    {
        const int Count = 4000, Size = 4;
        List<Complex> first = [], second = [];
        for (int seed = 0; seed < Count; seed++)
        {
            Complex[] u = new Orthogonal(seed: seed).CreateComplexArray([Size, Size]);
            Complex trace = Complex.Zero, ofSquare = Complex.Zero;
            for (int i = 0; i < Size; i++)
            {
                trace += u[(i * Size) + i];
                for (int k = 0; k < Size; k++)
                {
                    ofSquare += u[(i * Size) + k] * u[(k * Size) + i];
                }
            }

            first.Add(trace);
            second.Add(ofSquare);
        }

        double error = 4 / Math.Sqrt(Count);
        Assert.InRange(Mean(first).Magnitude, 0, error);
        Assert.InRange(first.Average(SquaredModulus), 1 - error, 1 + error);
        Assert.InRange(Mean(second).Magnitude, 0, 1.5 * error);
        Assert.InRange(second.Average(SquaredModulus), 2 - (2 * error), 2 + (2 * error));
    }

    [Fact]
    public void What_is_not_random_is_real()
    {
        Assert.Equal([2, 2], new Constant(2).CreateComplexArray([2]));
        Assert.Equal([1, 0, 0, 1], new Identity().CreateComplexArray([2, 2]));
        Complex[] lin = new DiagonalStateSpace(DiagonalScheme.Lin, DiagonalPart.Real).CreateComplexArray([3]);
        Assert.Equal([new(-0.5, 0), new(-0.5, Math.PI), new(-0.5, 2 * Math.PI)], lin);
    }

    [Fact]
    public void What_cannot_be_is_told()
    {
        ArgumentException form = Assert.Throws<ArgumentException>(() => new LogUniform().CreateComplexArray([3]));
        Assert.StartsWith("LogUniform has no complex form; RandomNormal, ", form.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SigmaTruncatedNormal().CreateComplexArray([3]));
        Assert.Throws<ArgumentException>(() => new Zeros().FillComplexSlice(new float[3].AsSpan(), [2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Zeros().FillComplexSlice(new float[4].AsSpan(), [2], 1));
        Assert.Throws<ArgumentException>(() => new Zeros().FillComplex(new Complex[3], [2]));
        Assert.Throws<ArgumentException>(() => new Orthogonal().CreateComplexArray([3]));
    }

    private static double SquaredModulus(Complex z) => (z.Real * z.Real) + (z.Imaginary * z.Imaginary);

    private static Complex Mean(IReadOnlyCollection<Complex> values) => values.Aggregate((a, b) => a + b) / values.Count;

    /// <summary>Kolmogorov's distance from U[0, 1], at a level of 1e-4 or so.</summary>
    private static void AssertUniform(double[] values)
    {
        Array.Sort(values);
        double distance = values.Select((value, i) => Math.Abs(value - ((i + 0.5) / values.Length))).Max();
        Assert.InRange(distance, 0, 2.2 / Math.Sqrt(values.Length));
    }
}
