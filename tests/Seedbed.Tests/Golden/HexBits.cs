using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Seedbed.Tests.Golden;

/// <summary>
/// Values written as the big-endian hex digits of their bit patterns: one after the other in a single text
/// ("3f8000003f000000"), or each a text of its own (["3f800000", "3f000000"]).
/// </summary>
internal static class HexBits
{
    public static float[] Singles(JsonElement element) => Singles(Digits(element));

    public static float[] Singles(string digits) => MemoryMarshal.Cast<uint, float>(Words<uint>(digits)).ToArray();

    public static double[] Doubles(JsonElement element) => Doubles(Digits(element));

    public static double[] Doubles(string digits) => MemoryMarshal.Cast<ulong, double>(Words<ulong>(digits)).ToArray();

    /// <summary>The bits of float16 and bfloat16 values, and 16-bit words.</summary>
    public static ushort[] UInt16s(JsonElement element) => UInt16s(Digits(element));

    public static ushort[] UInt16s(string digits) => Words<ushort>(digits);

    public static uint[] UInt32s(JsonElement element) => Words<uint>(Digits(element));

    public static ulong[] UInt64s(JsonElement element) => Words<ulong>(Digits(element));

    private static string Digits(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array
            ? string.Concat(element.EnumerateArray().Select(value => value.GetString()))
            : element.GetString()!;

    private static unsafe T[] Words<T>(string digits)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = 2 * sizeof(T);
        if (digits.Length % width != 0)
        {
            throw new FormatException($"{digits.Length} hex digits are no whole number of values of {width} digits.");
        }

        T[] words = new T[digits.Length / width];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = T.Parse(digits.AsSpan(i * width, width), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        return words;
    }
}
