using System.Numerics;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// The random values of a function that fills one tensor, draw after draw. In a model they follow from its seed and the weight's name
/// alone, so that one seed repeats everything.
/// </summary>
/// <remarks>
/// Draw k, from 0, has the tensor's key with k added to its upper half: the first is what <see cref="RandomNormal"/> and its siblings draw
/// under that key. Not safe from several threads.
/// </remarks>
/// <example>
/// <code>
/// Initializer sparse = Initializer.FromFunction((values, shape, random) =>
/// {
///     float[] mask = new float[values.Length];
///     random.Uniform(mask, 0, 1);
///     random.TruncatedNormal(values, mean: 0, stddev: 0.1);
///     for (int i = 0; i &lt; values.Length; i++)
///     {
///         values[i] = mask[i] &lt; 0.9 ? 0 : values[i];
///     }
/// });
/// </code>
/// </example>
public sealed class RandomDraws
{
    private readonly RandomStream _stream;
    private readonly ExecutionOptions _execution;
    private RandomKey _next;

    internal RandomDraws(RandomStream stream, RandomKey key, ExecutionOptions execution)
    {
        _stream = stream;
        _next = key;
        _execution = execution;
    }

    /// <summary>w ~ U[low, high).</summary>
    /// <typeparam name="T">float, double, <see cref="Half"/> or <see cref="BFloat16"/>.</typeparam>
    /// <param name="destination">Receives the values.</param>
    /// <param name="low">Finite, at most <paramref name="high"/>.</param>
    /// <param name="high">Finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are in the wrong order.</exception>
    public void Uniform<T>(Span<T> destination, double low, double high)
        where T : unmanaged, IFloatingPointIeee754<T> => Draw(new RandomUniform(low, high, seed: 0), destination);

    /// <summary>w ~ N(mean, stddev²).</summary>
    /// <typeparam name="T">float, double, <see cref="Half"/> or <see cref="BFloat16"/>.</typeparam>
    /// <param name="destination">Receives the values.</param>
    /// <param name="mean">Finite.</param>
    /// <param name="stddev">Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public void Normal<T>(Span<T> destination, double mean, double stddev)
        where T : unmanaged, IFloatingPointIeee754<T> => Draw(new RandomNormal(mean, stddev, seed: 0), destination);

    /// <summary>w ~ N(mean, stddev²) within mean ± 2·stddev; its own deviation is 0.8796·stddev.</summary>
    /// <typeparam name="T">float, double, <see cref="Half"/> or <see cref="BFloat16"/>.</typeparam>
    /// <param name="destination">Receives the values.</param>
    /// <param name="mean">Finite.</param>
    /// <param name="stddev">Before truncation; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public void TruncatedNormal<T>(Span<T> destination, double mean, double stddev)
        where T : unmanaged, IFloatingPointIeee754<T> => Draw(new TruncatedNormal(mean, stddev, seed: 0), destination);

    private void Draw<T>(IndependentInitializer scheme, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        scheme.DistributionFor([destination.Length])!.Fill(_stream, _next, 0, destination, _execution);
        _next = _next with { High = unchecked(_next.High + 1) };
    }
}
