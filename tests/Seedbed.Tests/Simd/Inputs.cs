using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Seedbed.Tests.Simd;

/// <summary>The arguments at which the functions are tested, and the hash that pins the results.</summary>
internal static class Inputs
{
    /// <summary>How many values a 23-bit uniform can take.</summary>
    public const int UniformCount = 1 << 23;

    /// <summary>How many pseudorandom arguments the double functions are tested on.</summary>
    public const int DoubleCount = 1 << 20;

    /// <summary>The uniform with mantissa <paramref name="m"/>: 1.m − 1, a multiple of 2^−23.</summary>
    public static float Uniform(int m) => BitConverter.Int32BitsToSingle(0x3F800000 | m) - 1f;

    /// <summary>Even <paramref name="i"/>: any positive normal double. Odd: a 52-bit uniform, at least 1e-7.</summary>
    public static double LogArgument(int i)
    {
        ulong word = Mix(i + 1);
        return (i & 1) == 0
            ? Math.Max(Unit(word), 1e-7)
            : BitConverter.UInt64BitsToDouble(0x0010_0000_0000_0000 + (word % 0x7FE0_0000_0000_0000));
    }

    /// <summary>Even <paramref name="i"/>: 2π times a 52-bit uniform. Odd: between −10^8 and 10^8.</summary>
    public static double Angle(int i)
    {
        ulong word = Mix(i + 1);
        return (i & 1) == 0 ? 2 * Math.PI * Unit(word) : (Unit(word) - 0.5) * 2e8;
    }

    /// <summary>f(0), …, f(count − 1), computed on all cores.</summary>
    public static T[] Tabulate<T>(int count, Func<int, T> function)
    {
        T[] results = new T[count];
        const int Chunk = 1 << 14;
        Parallel.For(0, count / Chunk, chunk =>
        {
            for (int i = chunk * Chunk; i < (chunk + 1) * Chunk; i++)
            {
                results[i] = function(i);
            }
        });
        return results;
    }

    /// <summary>SHA-256 of the values' little-endian bytes.</summary>
    public static string Sha256<T>(T[] values)
        where T : unmanaged =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<T>(values)));

    // SplitMix64 (Steele, Lea, Flood 2014) at position i.
    private static ulong Mix(int i)
    {
        ulong z = (ulong)i * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static double Unit(ulong word) => BitConverter.UInt64BitsToDouble(0x3FF0_0000_0000_0000 | (word >> 12)) - 1.0;
}
