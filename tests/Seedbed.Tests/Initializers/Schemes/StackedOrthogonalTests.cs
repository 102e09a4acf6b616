using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>Matrices of several orthogonal blocks, of PyTorch's layout, and of a given spectral norm.</summary>
public sealed class StackedOrthogonalTests
{
    [Theory]
    [InlineData(4, 5)]
    [InlineData(3, 8)]
    public void Every_gate_of_a_recurrent_kernel_is_orthogonal(int gates, int units)
    {
        double[] kernel = new GateOrthogonal(gates, 1.5, 2).CreateArray<double>([units, gates * units]);
        double[][] blocks = [.. Enumerable.Range(0, gates).Select(gate => Block(kernel, units, gates * units, gate * units, units))];

        Assert.All(blocks, block => ConvolutionTests.AssertIdentity(ConvolutionTests.Gram(block, units, units), units, 1.5 * 1.5));
        Assert.Distinct(blocks.Select(block => block[0]));
    }

    [Fact]
    public void One_matrix_over_all_gates_halves_each_gate()
    {
        double[] kernel = new Orthogonal(seed: 2).CreateArray<double>([64, 256]);
        double[] gate = Block(kernel, 64, 256, 0, 64);

        // ‖gate‖² is a quarter of the whole's 64.
        Assert.Equal(16, gate.Sum(value => value * value), 1.5);
    }

    [Fact]
    public void A_kernel_of_PyTorch_has_orthonormal_rows_of_its_outputs()
    {
        double[] kernel = new RowOrthogonal(2, 3).CreateArray<double>([4, 3, 2, 2]);
        ConvolutionTests.AssertIdentity(ConvolutionTests.Gram(kernel, 4, 12), 4, 4);
    }

    [Theory]
    [InlineData(20, 15, 0.75)]
    [InlineData(5, 15, 3.0)]
    public void The_spectral_norm_is_the_root_of_outputs_over_inputs(int inputs, int outputs, double squareRatio)
    {
        double[] kernel = new SpectralMatrix(2, 5).CreateArray<double>([inputs, outputs]);
        double[] vector = [.. Enumerable.Range(0, inputs).Select(i => 1.0 + i)];
        double square = 0;
        double[] gram = ConvolutionTests.Gram(kernel, inputs, outputs);
        for (int step = 0; step < 3000; step++)
        {
            double[] next = [.. Enumerable.Range(0, inputs).Select(i => Enumerable.Range(0, inputs).Sum(j => gram[(i * inputs) + j] * vector[j]))];
            square = Math.Sqrt(next.Sum(value => value * value));
            vector = Array.ConvertAll(next, value => value / square);
        }

        Assert.Equal(4 * squareRatio, square, 1e-9);
    }

    [Theory]
    [InlineData(768, 3072, 0.03608439182)]
    [InlineData(3072, 768, 0.009021097956)]
    public void The_spectral_deviation_is_the_published_one(int inputs, int outputs, double expected) =>
        Assert.Equal(expected, new SpectralNormal().StandardDeviationFor([inputs, outputs])!.Value, 1e-11);

    [Theory]
    [InlineData(8, 20)]
    [InlineData(9, 4)]
    public void Sinusoidal_weights_are_waves_of_whole_periods(int inputs, int outputs)
    {
        double[] kernel = new SinusoidalWeights(0.5).CreateArray<double>([inputs, outputs]);
        int frequencies = (inputs - 1) / 2;
        int slots = (outputs + frequencies - 1) / frequencies;
        double[] waves = [.. Enumerable.Range(0, inputs * outputs).Select(i =>
        {
            (int input, int output) = (i / outputs, i % outputs);
            return Math.Sin((2 * Math.PI * ((output % frequencies) + 1) * input / inputs) + (Math.PI * (output / frequencies) / slots));
        })];
        double deviation = Math.Sqrt(waves.Average(wave => wave * wave) - Math.Pow(waves.Average(), 2));

        Assert.All(kernel.Zip(waves), pair => Assert.Equal(0.5 * pair.Second / deviation, pair.First, 1e-12));
        Assert.All(Enumerable.Range(0, outputs), output => Assert.Equal(0, Block(kernel, inputs, outputs, output, 1).Sum(), 1e-12));
    }

    [Fact]
    public void Gates_that_do_not_divide_the_kernel_are_refused() => Assert.Contains(
        "no multiple of 4", Assert.Throws<ArgumentException>(() => new GateOrthogonal().CreateArray<float>([3, 10])).Message, StringComparison.Ordinal);

    private static double[] Block(double[] matrix, int rows, int columns, int first, int width) =>
        [.. Enumerable.Range(0, rows).SelectMany(row => matrix[((row * columns) + first)..][..width])];
}
