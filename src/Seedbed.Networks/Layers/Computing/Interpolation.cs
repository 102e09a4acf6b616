using Seedbed.Autodiff;
using Seedbed.Simd;

namespace Seedbed.Layers.Computing;

/// <summary>Images (batch, height, width, channels) at other sizes: a weighted sum of a few points around each.</summary>
/// <remarks>
/// Points stand at the middles of their squares. Source: <c>tf.image.resize</c>; TensorFlow reads the weights of "bicubic" from a table of
/// 1024 rows, here they are computed.
/// </remarks>
internal static class Interpolation
{
    /// <summary>Its ways, by Keras's names.</summary>
    internal static readonly string[] Names = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"];

    /// <summary>The images with another height and width.</summary>
    internal static Tensor Resize(Tape tape, Tensor x, int height, int width, string way, bool antialias)
    {
        (int Point, double Weight)[][] rows = Taps(x[1], height, way, antialias), columns = Taps(x[2], width, way, antialias);
        int taps = rows[0].Length * columns[0].Length;
        int[] points = new int[height * width * taps];
        double[] weights = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            (int Point, double Weight) row = rows[i / taps / width][i % taps / columns[0].Length];
            (int Point, double Weight) column = columns[i / taps % width][i % columns[0].Length];
            points[i] = (row.Point * x[2]) + column.Point;
            weights[i] = row.Weight * column.Weight;
        }

        return tape.Apply(new PointSampling([x[0], height, width, x[3]], points, weights, isShared: true), x);
    }

    /// <summary>For each point of an axis those that it is made of, equally many, with weights whose sum is 1.</summary>
    private static (int Point, double Weight)[][] Taps(int input, int output, string way, bool antialias)
    {
        double step = (double)input / output;
        if (way == "nearest")
        {
            return [.. Enumerable.Range(0, output).Select(i => new[] { (Math.Min((int)((i + 0.5) * step), input - 1), 1.0) })];
        }

        (double radius, Func<double, double> kernel) = KernelOf(way);
        double scale = antialias ? Math.Max(step, 1) : 1;
        int count = (int)Math.Ceiling(2 * radius * scale) + 1;
        return [.. Enumerable.Range(0, output).Select(i =>
        {
            double center = (i + 0.5) * step;
            int first = (int)Math.Ceiling(center - (radius * scale) - 0.5);
            double[] weights =
                [.. Enumerable.Range(first, count).Select(j => j < 0 || j >= input ? 0 : kernel(Math.Abs(j + 0.5 - center) / scale))];
            double sum = weights.Sum();
            return weights.Select((weight, j) => (Math.Clamp(first + j, 0, input - 1), weight / sum)).ToArray();
        })];
    }

    private static (double Radius, Func<double, double> Kernel) KernelOf(string way) => way switch
    {
        "bilinear" => (1, x => Math.Max(0, 1 - x)),

        // Keys 1981, equation 15.
        "bicubic" => (2, x => x >= 2 ? 0 : x >= 1 ? (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2 : (((1.5 * x) - 2.5) * x * x) + 1),
        "lanczos3" => (3, x => Lanczos(x, 3)),
        "lanczos5" => (5, x => Lanczos(x, 5)),
        _ => throw new InvalidOperationException($"unknown interpolation '{way}'"),
    };

    private static double Lanczos(double x, double radius) =>
        x > radius ? 0
        : x <= 1e-3 ? 1
        : radius * DoubleSinCos.SinCos(Math.PI * x).Sin * DoubleSinCos.SinCos(Math.PI * x / radius).Sin / (Math.PI * Math.PI * x * x);
}
