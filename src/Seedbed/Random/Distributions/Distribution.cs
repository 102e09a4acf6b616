using System.Numerics;

namespace Seedbed.Random;

/// <summary>A distribution of weights with its moments and bounds, and how a stream draws from it.</summary>
public abstract record Distribution
{
    private protected Distribution()
    {
    }

    /// <summary>The expectation E[w].</summary>
    public abstract double Mean { get; }

    /// <summary>√Var[w], of the values as they are drawn (after truncation).</summary>
    public abstract double StandardDeviation { get; }

    /// <summary>No value is smaller; −∞ where there is no bound.</summary>
    public abstract double Minimum { get; }

    /// <summary>No value is larger; +∞ where there is no bound.</summary>
    public abstract double Maximum { get; }

    /// <summary>The probability density p(w), in 1/w: 0 outside the bounds; at the one value of a distribution without width +∞.</summary>
    /// <param name="value">w.</param>
    public abstract double Density(double value);

    /// <summary>Draws elements start, start+1, … of the stream with this key.</summary>
    /// <typeparam name="T">float, double, <see cref="Half"/> or <see cref="BFloat16"/>.</typeparam>
    /// <param name="stream">The framework whose numbers are wanted.</param>
    /// <param name="key">Chooses the stream.</param>
    /// <param name="start">The index of the first element, at least 0.</param>
    /// <param name="destination">Receives the values.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">A parameter is not finite in <typeparamref name="T"/>.</exception>
    public abstract void Fill<T>(RandomStream stream, RandomKey key, long start, Span<T> destination, ExecutionOptions execution = default)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
