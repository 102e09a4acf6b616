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

/// <summary>The four 32-bit words of one Philox block, in the order TensorFlow reads them.</summary>
internal readonly record struct PhiloxBlock(uint W0, uint W1, uint W2, uint W3)
{
    internal ulong Low => W0 | ((ulong)W1 << 32);

    internal ulong High => W2 | ((ulong)W3 << 32);
}
