using System.Numerics;
using Seedbed.Autodiff;

namespace Seedbed.Diagnostics;

/// <summary>Mean and variance of values, summed in double in their order.</summary>
/// <param name="Mean">Σx/n.</param>
/// <param name="Variance">Σ(x − mean)²/n.</param>
internal readonly record struct Moments(double Mean, double Variance)
{
    /// <summary>√variance.</summary>
    internal double Deviation => Math.Sqrt(Variance);

    /// <summary>E[x²].</summary>
    internal double MeanSquare => Variance + (Mean * Mean);

    /// <summary>Of all values of tensors.</summary>
    internal static Moments Of(params IReadOnlyList<Tensor> tensors) =>
        Joined(OfChannels(tensors, tensors[0].Rank == 0 ? 1 : tensors[0][-1]));

    /// <summary>Of each channel, value i of a tensor being of channel i modulo their number.</summary>
    internal static Moments[] OfChannels(IReadOnlyList<Tensor> tensors, int channels)
    {
        double count = tensors.Sum(tensor => (double)tensor.Count) / channels;
        double[] means = new double[channels];
        double[] squares = new double[channels];
        foreach (Tensor tensor in tensors)
        {
            Add(tensor, (x, _) => x, means);
        }

        means = Array.ConvertAll(means, sum => sum / count);
        foreach (Tensor tensor in tensors)
        {
            Add(tensor, (x, channel) => (x - means[channel]) * (x - means[channel]), squares);
        }

        return [.. means.Zip(squares, (mean, sum) => new Moments(mean, sum / count))];
    }

    /// <summary>Of the values of all channels, which have as many each.</summary>
    internal static Moments Joined(Moments[] channels)
    {
        double mean = channels.Average(channel => channel.Mean);
        return new Moments(mean, channels.Average(channel => channel.Variance + ((channel.Mean - mean) * (channel.Mean - mean))));
    }

    private static void Add(Tensor tensor, Func<double, int, double> term, double[] sums)
    {
        if (tensor.Type == ElementType.Float32)
        {
            Add<float>(tensor.Values<float>(), term, sums);
        }
        else
        {
            Add<double>(tensor.Values<double>(), term, sums);
        }
    }

    private static void Add<T>(ReadOnlySpan<T> values, Func<double, int, double> term, double[] sums)
        where T : unmanaged, INumberBase<T>
    {
        for (int start = 0; start < values.Length; start += sums.Length)
        {
            for (int channel = 0; channel < sums.Length; channel++)
            {
                sums[channel] += term(double.CreateTruncating(values[start + channel]), channel);
            }
        }
    }
}
