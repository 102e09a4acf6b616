namespace Seedbed.Tests.Numerics;

/// <summary>Well-mixed 64-bit words, always the same: the finalizer of SplitMix64 over a counter.</summary>
internal static class BitPatterns
{
    public static IEnumerable<ulong> Words(int count, ulong first = 1)
    {
        for (ulong index = first; index < first + (ulong)count; index++)
        {
            ulong word = index * 0x9E3779B97F4A7C15;
            word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            yield return word ^ (word >> 31);
        }
    }

    public static IEnumerable<ushort> All16() => Enumerable.Range(0, 65536).Select(bits => (ushort)bits);
}
