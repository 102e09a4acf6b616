using System.Numerics;

namespace Seedbed.Random;

/// <summary>
/// A framework's random numbers: how a seed becomes a key, and how uniform, normal and truncated normal values of each element type follow
/// from the key and an element's index. Value i depends on the key and i alone.
/// </summary>
/// <remarks>
/// Element types are float, double, <see cref="Half"/> and <see cref="BFloat16"/>; any other is a <see cref="NotSupportedException"/>.
/// </remarks>
public abstract record RandomStream
{
    private protected RandomStream()
    {
    }

    /// <summary>Keras 3.5 and later on TensorFlow: the default everywhere.</summary>
    public static TensorFlowStream TensorFlow { get; } = new(TensorFlowSeeding.Keras);

    /// <summary>Keras 3.0 to 3.4 on TensorFlow: other values only for seeds below 0 or from 2147483646 on.</summary>
    public static TensorFlowStream TensorFlowKeras34 { get; } = new(TensorFlowSeeding.Keras34);

    /// <summary><c>tf.random.stateless_*</c> with the seed (seed, counter), and so Keras 2.</summary>
    public static TensorFlowStream TensorFlowStateless { get; } = new(TensorFlowSeeding.Stateless);

    /// <summary>Keras 3 on NumPy: other values than on TensorFlow, and one thread draws them.</summary>
    public static NumPyStream NumPy { get; } = new();

    /// <summary>
    /// Whether a value is reached through all before it, so that whoever fills a tensor piece by piece does better to fill it once.
    /// </summary>
    public virtual bool IsSequential => false;

    /// <summary>The name on the command line and in file metadata.</summary>
    public abstract string Name { get; }

    /// <summary>The key of one draw.</summary>
    /// <param name="seed">The pair that Keras would hand to the backend.</param>
    public abstract RandomKey KeyOf(SeedPair seed);

    /// <summary>minval + (maxval − minval)·u, u uniform on [0, 1), with the framework's rounding.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="key">Chooses the stream.</param>
    /// <param name="minval">The lower bound.</param>
    /// <param name="maxval">The upper bound.</param>
    /// <param name="start">The index of the first value, at least 0.</param>
    /// <param name="destination">Receives values start, start+1, …</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">A bound or their distance is not finite in <typeparamref name="T"/>.</exception>
    public abstract void FillUniform<T>(
        RandomKey key, double minval, double maxval, long start, Span<T> destination, ExecutionOptions execution = default)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>mean + stddev·z, z standard normal, with the framework's rounding.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="key">Chooses the stream.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="stddev">The standard deviation.</param>
    /// <param name="start">The index of the first value, at least 0.</param>
    /// <param name="destination">Receives values start, start+1, …</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">A parameter is not finite in <typeparamref name="T"/>.</exception>
    public abstract void FillNormal<T>(
        RandomKey key, double mean, double stddev, long start, Span<T> destination, ExecutionOptions execution = default)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>
    /// mean + stddev·z, z standard normal given |z| &lt; 2, with the framework's rounding. Its own deviation is 0.8796·stddev.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="key">Chooses the stream.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="stddev">The standard deviation before truncation.</param>
    /// <param name="start">The index of the first value, at least 0.</param>
    /// <param name="destination">Receives values start, start+1, …</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">A parameter is not finite in <typeparamref name="T"/>.</exception>
    public abstract void FillTruncatedNormal<T>(
        RandomKey key, double mean, double stddev, long start, Span<T> destination, ExecutionOptions execution = default)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
