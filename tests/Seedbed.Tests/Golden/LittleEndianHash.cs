using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Seedbed.Tests.Golden;

/// <summary>SHA-256 of values as the golden files take it: of their little-endian bytes, in lower-case hex.</summary>
internal static class LittleEndianHash
{
    /// <param name="values">Numbers (or structs of a single number) of 1, 2, 4 or 8 bytes.</param>
    public static string Sha256<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        return Convert.ToHexStringLower(SHA256.HashData(BitConverter.IsLittleEndian ? bytes : Reversed<T>(bytes)));
    }

    private static unsafe byte[] Reversed<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        byte[] reversed = bytes.ToArray();
        for (int start = 0; start < reversed.Length; start += sizeof(T))
        {
            reversed.AsSpan(start, sizeof(T)).Reverse();
        }

        return reversed;
    }
}
