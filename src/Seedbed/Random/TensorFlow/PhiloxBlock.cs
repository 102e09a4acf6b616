namespace Seedbed.Random.TensorFlow;

/// <summary>The four 32-bit words of one Philox block, in the order TensorFlow reads them.</summary>
internal readonly record struct PhiloxBlock(uint W0, uint W1, uint W2, uint W3)
{
    internal ulong Low => W0 | ((ulong)W1 << 32);

    internal ulong High => W2 | ((ulong)W3 << 32);
}
