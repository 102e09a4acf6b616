using System.Numerics.Tensors;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Theory;

/// <summary>What the theory predicts, in networks that are drawn: width 256, 50 layers, seeds 0 to 99.</summary>
public sealed class DeepNetworkTests
{
    private const int Width = 256;
    private const int Depth = 50;
    private const int Seeds = 100;

    /// <summary>Networks of one layout that see the same unit weights, each scaled its own way.</summary>
    private sealed record Network(string Activation, double WeightVariance, double BiasVariance)
    {
        public ActivationFunction Function { get; } = ActivationFunction.Named(Activation);

        public float[] Units { get; set; } = [];

        /// <summary>ln q behind the last layer, one a seed.</summary>
        public List<double> Logarithms { get; } = [];

        public double GeometricMean => Math.Exp(Logarithms.Average());

        public static Network AtCriticality(string activation)
        {
            CriticalPoint critical = CriticalPoint.Of(ActivationFunction.Named(activation))!;
            return new(activation, critical.WeightVariance, critical.BiasVariance);
        }
    }

    [Fact]
    public void Second_moments_behind_50_layers_are_the_predicted_ones()
    {
        Network gelu = Network.AtCriticality("gelu");
        Network silu = Network.AtCriticality("silu");
        Network critical = Network.AtCriticality("selu");
        Network selu = new("selu", 1, 0);
        Network he = new("gelu", 2, 0);
        Network gain = new("gelu", 1 / GaussianMoments.Of(he.Function, 1).MeanSquare, 0);
        Run([gelu, silu, critical, selu, he, gain]);

        IsWithinAQuarter(1.466, gelu);
        IsWithinAQuarter(4.834, silu);
        IsWithinAQuarter(0.00115, critical);
        IsWithinAQuarter(1.0, selu);
        Assert.True(he.GeometricMean < 1e-12, $"{he.GeometricMean}");

        // The gain's q = 1 repels: single networks collapse, or grow a hundredfold.
        Assert.True(gain.Logarithms.Min() < Math.Log(0.01) && gain.Logarithms.Max() > Math.Log(100),
            $"{Math.Exp(gain.Logarithms.Min())} to {Math.Exp(gain.Logarithms.Max())}");

        // Nearer than infinite width comes the prediction for this width.
        Assert.All((Network[])[gelu, silu, selu], network =>
        {
            FiniteWidth predicted = FiniteWidth.Predict(
                new VarianceMap(network.Function, network.WeightVariance, network.BiasVariance), 1, Depth, Width);
            double error = 4 * predicted.LogarithmicSpread / Math.Sqrt(Seeds);
            Assert.InRange(Math.Log(network.GeometricMean / predicted.GeometricMean), -error, error);
        });
    }

    /// <summary>σb² = 0.05: largest λ of theory 10.24 at depth 10; Gaussian weights spread three times as far.</summary>
    [Fact]
    public void Orthogonal_tanh_at_criticality_keeps_squared_singular_values_within_the_spread_of_theory()
    {
        const int units = 192;
        const int depth = 10;
        ActivationFunction tanh = ActivationFunction.Named("tanh");
        CriticalLinePoint point = CriticalLinePoint.At(tanh, 0.05)!;
        DynamicalIsometry theory = new(tanh, point.FixedPoint, point.WeightVariance, WeightEnsemble.Orthogonal, depth);

        double[] jacobian = Jacobian(tanh, point, units, depth);
        (double mean, double variance, double largest) = SquaredSingularValues(jacobian, units);

        Assert.Equal(1, mean, 0.15);
        Assert.Equal(theory.RelativeVariance, variance / (mean * mean), 0.25 * theory.RelativeVariance);
        Assert.InRange(largest / mean, 0.7 * theory.Largest, 1.05 * theory.Largest);
    }

    private static void IsWithinAQuarter(double expected, Network network) => Assert.InRange(network.GeometricMean, 0.75 * expected, 1.25 * expected);

    private static void Run(Network[] networks)
    {
        float[] kernel = new float[Width * Width];
        float[] bias = new float[Width];
        for (int seed = 0; seed < Seeds; seed++)
        {
            float[] start = Start(seed);
            Array.ForEach(networks, network => network.Units = [.. start]);
            for (int layer = 0; layer < Depth; layer++)
            {
                long key = (seed * Depth) + layer;
                new VarianceScaling(seed: key).Fill<float>(kernel, [Width, Width]);
                new RandomNormal(stddev: 1, seed: key + 1_000_000).Fill<float>(bias, [Width]);
                Array.ForEach(networks, network => network.Units = Layer(network, kernel, bias));
            }

            Array.ForEach(networks, network => network.Logarithms.Add(Math.Log(MeanSquare(network.Units))));
        }
    }

    /// <summary>Pre-activations of mean square 1.</summary>
    private static float[] Start(int seed)
    {
        float[] start = new RandomNormal(stddev: 1, seed: seed + 9_000_000).CreateArray<float>([Width]);
        float scale = (float)(1 / Math.Sqrt(MeanSquare(start)));
        return [.. start.Select(unit => unit * scale)];
    }

    private static float[] Layer(Network network, float[] kernel, float[] bias)
    {
        float[] next = new float[Width];
        TensorPrimitives.Multiply(bias, (float)Math.Sqrt(network.BiasVariance), next);
        float scale = (float)Math.Sqrt(network.WeightVariance);
        double[] values = new double[Width];
        network.Function.Values(Array.ConvertAll(network.Units, unit => (double)unit), values);
        for (int i = 0; i < Width; i++)
        {
            TensorPrimitives.MultiplyAdd(kernel.AsSpan(i * Width, Width), scale * (float)values[i], next, next);
        }

        return next;
    }

    private static double MeanSquare(float[] units) => units.Average(unit => (double)unit * unit);

    /// <summary>∏ D·W along a network that starts at q*.</summary>
    private static double[] Jacobian(ActivationFunction activation, CriticalLinePoint point, int units, int depth)
    {
        double[] h = new RandomNormal(stddev: Math.Sqrt(point.FixedPoint), seed: 5).CreateArray<double>([units]);
        double[] product = [.. Enumerable.Range(0, units * units).Select(i => i % (units + 1) == 0 ? 1.0 : 0)];
        for (int layer = 0; layer < depth; layer++)
        {
            double[] weights = new Orthogonal(Math.Sqrt(point.WeightVariance), seed: layer).CreateArray<double>([units, units]);
            double[] next = new RandomNormal(stddev: Math.Sqrt(point.BiasVariance), seed: 100 + layer).CreateArray<double>([units]);
            double[] scaled = new double[units * units];
            for (int i = 0; i < units; i++)
            {
                TensorPrimitives.MultiplyAdd(weights.AsSpan(i * units, units), activation.Value(h[i]), next, next);
                TensorPrimitives.Multiply(product.AsSpan(i * units, units), activation.Slope(h[i]), scaled.AsSpan(i * units, units));
            }

            product = TransposedProduct(weights, scaled, units);
            h = next;
        }

        return product;
    }

    /// <summary>Aᵀ·B.</summary>
    private static double[] TransposedProduct(double[] a, double[] b, int units)
    {
        double[] product = new double[units * units];
        for (int i = 0; i < units; i++)
        {
            for (int row = 0; row < units; row++)
            {
                Span<double> sum = product.AsSpan(row * units, units);
                TensorPrimitives.MultiplyAdd(b.AsSpan(i * units, units), a[(i * units) + row], sum, sum);
            }
        }

        return product;
    }

    /// <summary>Mean and variance by traces, the largest by the power method.</summary>
    private static (double Mean, double Variance, double Largest) SquaredSingularValues(double[] jacobian, int units)
    {
        double[] square = TransposedProduct(jacobian, jacobian, units);
        double mean = Enumerable.Range(0, units).Average(i => square[i * (units + 1)]);
        double variance = (square.Sum(value => value * value) / units) - (mean * mean);
        double[] vector = [.. Enumerable.Range(0, units).Select(i => 1.0 + (i % 7))];
        double largest = 0;
        for (int step = 0; step < 300; step++)
        {
            double[] next = [.. Enumerable.Range(0, units).Select(row => TensorPrimitives.Dot<double>(square.AsSpan(row * units, units), vector))];
            largest = TensorPrimitives.Norm<double>(next);
            vector = [.. next.Select(value => value / largest)];
        }

        return (mean, variance, largest);
    }
}
