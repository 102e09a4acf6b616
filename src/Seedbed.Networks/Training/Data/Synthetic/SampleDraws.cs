using Seedbed.Random;

namespace Seedbed.Training;

/// <summary>
/// The random numbers of made data: each quantity has a stream of its own, by (seed, name), and a sample takes a fixed stretch of it. So
/// the first hundred samples are the same, however many there are.
/// </summary>
/// <param name="set">The kind of data.</param>
/// <param name="seed">The seed.</param>
/// <param name="count">The number of samples.</param>
internal sealed class SampleDraws(string set, long seed, int count)
{
    /// <summary>Numbers uniform on [minval, maxval), so many for each sample.</summary>
    internal float[] Uniform(string quantity, int perSample, double minval, double maxval)
    {
        float[] values = new float[checked(count * perSample)];
        RandomStream.TensorFlow.FillUniform<float>(KeyOf(quantity), minval, maxval, 0, values);
        return values;
    }

    /// <summary>Numbers of N(0, stddev²), so many for each sample.</summary>
    internal float[] Normal(string quantity, int perSample, double stddev)
    {
        float[] values = new float[checked(count * perSample)];
        RandomStream.TensorFlow.FillNormal<float>(KeyOf(quantity), 0, stddev, 0, values);
        return values;
    }

    /// <exception cref="ArgumentOutOfRangeException">The number is less than the least.</exception>
    internal static void CheckAtLeast(int value, int least, string name)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be at least {least}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The noise is negative or not finite.</exception>
    internal static void CheckNoise(double noise)
    {
        if (!double.IsFinite(noise) || noise < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(noise), $"noise is {noise}; it must be finite and at least 0.");
        }
    }

    private RandomKey KeyOf(string quantity) => RandomKey.FromName(seed, $"{set}/{quantity}");
}
