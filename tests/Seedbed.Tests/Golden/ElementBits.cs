using System.Runtime.InteropServices;

namespace Seedbed.Tests.Golden;

/// <summary>Values of any element type in the text of the golden files, and where they differ.</summary>
internal static class ElementBits
{
    /// <summary>The big-endian hex digits of each value's bit pattern.</summary>
    public static unsafe string[] Hex<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        string[] digits = new string[values.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            Span<byte> one = bytes.AsSpan(i * sizeof(T), sizeof(T));
            if (BitConverter.IsLittleEndian)
            {
                one.Reverse();
            }

            digits[i] = Convert.ToHexStringLower(one);
        }

        return digits;
    }

    /// <summary>A sentence about the first value that differs, or none.</summary>
    public static IEnumerable<string> Faults(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        if (expected.Count != actual.Count)
        {
            return [$"{what}: {actual.Count} values, {expected.Count} expected"];
        }

        int[] wrong = [.. Enumerable.Range(0, expected.Count).Where(i => expected[i] != actual[i])];
        return wrong.Length == 0
            ? []
            : [$"{what}: {wrong.Length} of {expected.Count} differ, first [{wrong[0]}]: {actual[wrong[0]]}, expected {expected[wrong[0]]}"];
    }
}
