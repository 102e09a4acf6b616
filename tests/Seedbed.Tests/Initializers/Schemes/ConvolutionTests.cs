using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>Kernels of convolutions: golden ones, worked numbers, and what the kernel does to an image.</summary>
public sealed class ConvolutionTests
{
    [Fact]
    public void Dirac_kernels_are_those_of_PyTorch_with_groups()
    {
        using JsonDocument golden = GoldenFile.Open("torch_init");
        int compared = 0;
        foreach (JsonElement item in golden.RootElement.GetProperty("dirac_").EnumerateArray())
        {
            int[] shape = [.. item.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            Dirac scheme = new(item.GetProperty("groups").GetInt32(), KernelLayout.PyTorch);
            Assert.Equal(item.GetProperty("bits").GetString(), string.Concat(ElementBits.Hex<float>(scheme.CreateArray<float>(shape))));
            compared++;
        }

        Assert.Equal(8, compared);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_two_layouts_of_a_Dirac_kernel_are_transposes(int groups)
    {
        (int outputs, int inputs) = (6, 2);
        float[] torch = new Dirac(groups, KernelLayout.PyTorch).CreateArray<float>([outputs, inputs, 3, 4]);
        float[] keras = new Dirac(groups).CreateArray<float>([3, 4, inputs, outputs]);
        for (int i = 0; i < keras.Length; i++)
        {
            (int tap, int input, int output) = (i / (inputs * outputs), i / outputs % inputs, i % outputs);
            Assert.Equal(torch[(((output * inputs) + input) * 12) + tap], keras[i]);
        }
    }

    [Theory]
    [InlineData(DeltaOrthogonalMethod.TensorFlow, 3, 1)]
    [InlineData(DeltaOrthogonalMethod.Jax, 3, 1)]
    [InlineData(DeltaOrthogonalMethod.TensorFlow, 4, 1)]
    [InlineData(DeltaOrthogonalMethod.Jax, 5, 2)]
    public void A_delta_orthogonal_kernel_is_an_isometry_at_its_centre_and_0_elsewhere(DeltaOrthogonalMethod method, int size, int centre)
    {
        (int inputs, int outputs) = (4, 6);
        double[] kernel = new DeltaOrthogonal(1.5, 3, method).CreateArray<double>([size, size, inputs, outputs]);
        int start = ((centre * size) + centre) * inputs * outputs;
        double[] tap = kernel[start..(start + (inputs * outputs))];

        Assert.All(kernel[..start].Concat(kernel[(start + tap.Length)..]), value => Assert.Equal(0, value));
        AssertIdentity(Gram(tap, inputs, outputs), inputs, 1.5 * 1.5);
    }

    [Theory]
    [InlineData(new[] { 1 }, 3, 5, 4)]
    [InlineData(new[] { 3 }, 3, 5, 7)]
    [InlineData(new[] { 4 }, 4, 4, 5)]
    [InlineData(new[] { 3, 3 }, 3, 4, 4)]
    [InlineData(new[] { 2, 2 }, 2, 5, 3)]
    [InlineData(new[] { 3, 3, 3 }, 2, 3, 3)]
    public void An_orthogonal_convolution_of_a_circular_image_has_singular_values_of_the_gain(int[] sizes, int inputs, int outputs, int image)
    {
        Shape shape = [.. sizes.Select(size => (long)size), inputs, outputs];
        double[] kernel = new ConvolutionOrthogonal(2, 11).CreateArray<double>(shape);
        double[] matrix = CircularOperator(kernel, sizes, inputs, outputs, image);
        int rows = (int)Math.Pow(image, sizes.Length) * inputs;

        AssertIdentity(Gram(matrix, rows, matrix.Length / rows), rows, 4);
    }

    [Fact]
    public void Every_tap_of_an_orthogonal_convolution_is_in_use()
    {
        double[] kernel = new ConvolutionOrthogonal(seed: 1).CreateArray<double>([3, 3, 8, 8]);

        Assert.All(Enumerable.Range(0, 9), tap => Assert.Contains(kernel[(tap * 64)..][..64], value => Math.Abs(value) > 0.01));
    }

    [Fact]
    public void A_kernel_that_was_only_scaled_normal_is_no_isometry()
    {
        double[] kernel = new RandomNormal(0, 1 / Math.Sqrt(36), 3).CreateArray<double>([3, 3, 4, 4]);
        double[] gram = Gram(CircularOperator(kernel, [3, 3], 4, 4, 3), 36, 36);

        Assert.Contains(Enumerable.Range(0, 36), i => Math.Abs(gram[(i * 36) + i] - 1) > 0.1);
    }

    [Theory]
    [InlineData(4, new[] { 0.25, 0.75, 0.75, 0.25 })]
    [InlineData(5, new[] { 1 / 3.0, 2 / 3.0, 1, 2 / 3.0, 1 / 3.0 })]
    [InlineData(3, new[] { 0.25, 0.75, 0.75 })]
    public void A_bilinear_kernel_is_the_product_of_its_published_factors(int size, double[] factor)
    {
        double[] kernel = new Bilinear().CreateArray<double>([size, size, 2, 3]);
        double[] every = new Bilinear(ChannelPairs.All).CreateArray<double>([size, size, 2, 3]);
        for (int i = 0; i < kernel.Length; i++)
        {
            double expected = factor[i / 6 / size] * factor[i / 6 % size];
            Assert.Equal(i % 6 / 3 == i % 3 ? expected : 0, kernel[i], 1e-15);
            Assert.Equal(expected, every[i], 1e-15);
        }
    }

    [Fact]
    public void An_identity_is_padded_and_shifted()
    {
        Assert.Equal([3, 0, 0, 3, 0, 0], new PaddedIdentity(3).CreateArray<float>([3, 2]));
        Assert.Equal([0, 1, 0, 0, 0, 0, 1, 0], new PaddedIdentity(1, 1).CreateArray<float>([2, 4]));
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], new PaddedIdentity(1, -1).CreateArray<float>([3, 3]));
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0], new PaddedIdentity().CreateArray<float>([3, 2, 2]));
    }

    [Fact]
    public void ZerO_is_a_partial_identity_or_a_Hadamard_matrix()
    {
        // The published matrices have rows of outputs; Keras's kernels have columns of them.
        Assert.Equal([0.5, 0.5, 0.5, 0.5, 0.5, -0.5, 0.5, -0.5], new ZerO().CreateArray<double>([2, 4]));
        Assert.Equal([0.5, 0.5, 0.5, 0.5, -0.5, 0.5], new ZerO().CreateArray<double>([2, 3]));
        Assert.Equal([1, 0, 0, 1, 0, 0], new ZerO().CreateArray<double>([3, 2]));
        Assert.Equal([0, 0, 0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0], [.. new ZerO().CreateArray<double>([3, 1, 4])[2..], 0, 0]);
    }

    [Fact]
    public void ZerO_of_a_wide_matrix_is_an_isometry_of_its_inputs()
    {
        double[] kernel = new ZerO().CreateArray<double>([8, 16]);

        AssertIdentity(Gram(kernel, 8, 16), 8, 1);
    }

    [Fact]
    public void Sparse_columns_have_the_zeros_that_PyTorch_gives_them()
    {
        using JsonDocument golden = GoldenFile.Open("torch_init");
        Assert.All(golden.RootElement.GetProperty("sparse_").EnumerateArray(), item =>
        {
            int[] shape = [.. item.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            string bits = item.GetProperty("bits").GetString()!;
            bool[] theirs = [.. Enumerable.Range(0, shape[0] * shape[1]).Select(i => bits.Substring(8 * i, 8) == "00000000")];
            float[] ours = new Sparse(item.GetProperty("sparsity").GetDouble(), seed: 4).CreateArray<float>(shape);
            for (int column = 0; column < shape[1]; column++)
            {
                int[] places = [.. Enumerable.Range(0, shape[0]).Select(row => (row * shape[1]) + column)];
                Assert.Equal(places.Count(place => theirs[place]), places.Count(place => ours[place] == 0));
            }
        });
    }

    [Fact]
    public void The_zeros_of_a_sparse_matrix_are_at_places_of_every_column_s_own()
    {
        double[] matrix = new Sparse(0.25, 0.01, 8).CreateArray<double>([10, 400]);
        int[] zerosOfRows = [.. Enumerable.Range(0, 10).Select(row => matrix[(row * 400)..][..400].Count(value => value == 0))];

        Assert.Equal(3 * 400, zerosOfRows.Sum());
        Assert.All(zerosOfRows, zeros => Assert.InRange(zeros, 75, 165));
        Assert.Equal(0.01, Math.Sqrt(matrix.Where(value => value != 0).Average(value => value * value)), 5e-4);
    }

    [Fact]
    public void Shapes_that_a_kernel_cannot_have_are_refused()
    {
        Assert.Contains("exchange them", Refusal(() => new DeltaOrthogonal().CreateArray<float>([3, 3, 5, 4])), StringComparison.Ordinal);
        Assert.Contains("equal sizes", Refusal(() => new ConvolutionOrthogonal().CreateArray<float>([3, 2, 4, 4])), StringComparison.Ordinal);
        Assert.Contains("no multiple of 4", Refusal(() => new Dirac(4).CreateArray<float>([3, 2, 6])), StringComparison.Ordinal);
        Assert.Contains("rank 3 or more", Refusal(() => new Bilinear().CreateArray<float>([3, 2])), StringComparison.Ordinal);
    }

    private static string Refusal(Action action) => Assert.Throws<ArgumentException>(action).Message;

    /// <summary>The convolution as a matrix from (place, input) to (place, output), the image being a circle along every axis.</summary>
    private static double[] CircularOperator(double[] kernel, int[] sizes, int inputs, int outputs, int image)
    {
        int places = (int)Math.Pow(image, sizes.Length);
        double[] matrix = new double[places * inputs * places * outputs];
        for (int i = 0; i < kernel.Length; i++)
        {
            (int tap, int input, int output) = (i / (inputs * outputs), i / outputs % inputs, i % outputs);
            for (int place = 0; place < places; place++)
            {
                int to = Shifted(place, tap, sizes, image);
                matrix[(((place * inputs) + input) * places * outputs) + (to * outputs) + output] += kernel[i];
            }
        }

        return matrix;
    }

    private static int Shifted(int place, int tap, int[] sizes, int image)
    {
        int shifted = 0;
        for (int axis = sizes.Length - 1, stride = 1; axis >= 0; axis--, stride *= image)
        {
            shifted += ((place % image) + (tap % sizes[axis])) % image * stride;
            place /= image;
            tap /= sizes[axis];
        }

        return shifted;
    }

    /// <summary>W·Wᵀ of a row-major matrix.</summary>
    internal static double[] Gram(double[] matrix, int rows, int columns) =>
    [
        .. from i in Enumerable.Range(0, rows)
           from j in Enumerable.Range(0, rows)
           select Enumerable.Range(0, columns).Sum(k => matrix[(i * columns) + k] * matrix[(j * columns) + k]),
    ];

    internal static void AssertIdentity(double[] matrix, int size, double scale)
    {
        for (int i = 0; i < matrix.Length; i++)
        {
            Assert.Equal(i / size == i % size ? scale : 0, matrix[i], 1e-12);
        }
    }
}
