using System.Numerics;
using Seedbed.Models;
using Seedbed.Simd;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Diagnostics;

/// <summary>How the mean size of a layer's values changes with the width of the network.</summary>
/// <param name="Name">The layer's full name.</param>
/// <param name="Sizes">E|x| before the activation for each width, the mean over the seeds.</param>
/// <param name="Slope">That of ln E|x| over ln width, by least squares: 0 where the size does not depend on the width.</param>
public sealed record CoordinateCheck(string Name, IReadOnlyList<double> Sizes, double Slope)
{
    /// <summary>Measures every layer with weights but the first and the last at several widths.</summary>
    /// <param name="modelOfWidth">A model of a width; all have the same layers.</param>
    /// <param name="widths">At least two, greater than 0.</param>
    /// <param name="options">
    /// Batch, data and the number of seeds; a seed and 64 standard normal samples where it is null. A model that was trained some steps is
    /// measured as it is with one seed.
    /// </param>
    /// <remarks>Source: the coordinate check of Yang et al. 2022, Tensor Programs V, appendix D.1.</remarks>
    /// <example>
    /// <code>
    /// IReadOnlyList&lt;CoordinateCheck&gt; checks = CoordinateCheck.Of(
    ///     width => new Sequential([new Input([16]), new Dense(width), new Dense(width), new Dense(10)], seed: 1), [128, 256, 512]);
    /// Console.WriteLine(checks[0].Slope);
    /// </code>
    /// </example>
    public static IReadOnlyList<CoordinateCheck> Of(
        Func<int, Model> modelOfWidth, IReadOnlyList<int> widths, ProbeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(modelOfWidth);
        ArgumentNullException.ThrowIfNull(widths);
        if (widths.Count < 2 || widths.Any(width => width < 1))
        {
            throw new ArgumentException("a coordinate check needs at least two widths of at least 1.", nameof(widths));
        }

        options ??= new ProbeOptions();
        (string Name, double Size)[][] measured = [.. widths.Select(width => Measure(modelOfWidth(width), options))];
        return [.. measured[0].Select((layer, index) =>
        {
            double[] sizes = [.. measured.Select(each => each[index].Size)];
            return new CoordinateCheck(layer.Name, sizes, SlopeOf([.. widths.Select(width => (double)width)], sizes));
        })];
    }

    private static (string Name, double Size)[] Measure(Model model, ProbeOptions options)
    {
        IReadOnlyList<Training.Samples> inputs = ProbeInputs.Of(model, options, ProbeInputs.BatchSize(model, options));
        ModelNode[] layers = [.. model.Nodes.Where(node => node.Weights.Count > 0)];
        layers = layers.Length > 2 ? layers[1..^1] : layers;
        double[] sums = new double[layers.Length];
        for (int seed = 0; seed < options.Seeds; seed++)
        {
            Model drawn = options.Seeds == 1 ? model : model.Clone(model.Seed + seed);
            using ModelRun run = drawn.Observe(inputs, new ObserveOptions
            {
                IsTraining = !options.IsInference, Execution = options.Execution,
            });
            for (int i = 0; i < layers.Length; i++)
            {
                sums[i] += MeanSize(run.Calls[layers[i].Index].PreActivation) / options.Seeds;
            }
        }

        return [.. layers.Zip(sums, (layer, sum) => (layer.Name, sum))];
    }

    private static double MeanSize(Tensor tensor) =>
        tensor.Type == ElementType.Float32 ? MeanSize<float>(tensor.Values<float>()) : MeanSize<double>(tensor.Values<double>());

    private static double MeanSize<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T value in values)
        {
            sum += double.CreateTruncating(T.Abs(value));
        }

        return sum / Math.Max(1, values.Length);
    }

    /// <summary>Σ(x − x̄)(y − ȳ)/Σ(x − x̄)² of logarithms.</summary>
    private static double SlopeOf(double[] widths, double[] sizes)
    {
        double[] x = Array.ConvertAll(widths, DoubleLog.Log);
        double[] y = Array.ConvertAll(sizes, DoubleLog.Log);
        (double meanX, double meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
