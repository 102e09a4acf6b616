using System.Numerics;

namespace Seedbed.Random.TensorFlow;

/// <summary>Unit samples (uniform on [0, 1), standard normal, truncated standard normal) straight from the words of a stream.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IUnitSampler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many values are made together.</summary>
    static abstract int GroupSize { get; }

    /// <summary>Writes the <see cref="GroupSize"/> values of one group.</summary>
    static abstract void Sample(in PhiloxStream stream, ulong group, Span<T> values);
}
