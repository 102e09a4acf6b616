namespace Seedbed.Initializers.Stft;

/// <summary>Σxᵢ of float32 in the order in which NumPy adds a contiguous array, so that sums agree in their last bit.</summary>
internal static class PairwiseSum
{
    private const int Lanes = 8;
    private const int LargestBlock = 128;

    /// <summary>Above 128 elements two halves are summed apart, the first a multiple of 8 long.</summary>
    internal static float Of(ReadOnlySpan<float> values)
    {
        if (values.Length <= LargestBlock)
        {
            return Block(values);
        }

        int half = values.Length / 2 / Lanes * Lanes;
        return Of(values[..half]) + Of(values[half..]);
    }

    /// <summary>Eight interleaved sums, added as a balanced tree; then the elements beyond the last whole eight, one by one.</summary>
    private static float Block(ReadOnlySpan<float> values)
    {
        Span<float> sums = stackalloc float[Lanes];
        sums.Clear();
        int whole = values.Length / Lanes * Lanes;
        for (int i = 0; i < whole; i++)
        {
            sums[i % Lanes] += values[i];
        }

        float sum = sums[0] + sums[1] + (sums[2] + sums[3]) + (sums[4] + sums[5] + (sums[6] + sums[7]));
        foreach (float value in values[whole..])
        {
            sum += value;
        }

        return sum;
    }
}
