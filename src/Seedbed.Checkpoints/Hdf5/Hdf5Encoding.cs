using System.Text;

namespace Seedbed.Checkpoints.Hdf5;

/// <summary>Texts in a file: UTF-8, which nothing is replaced in.</summary>
internal static class Hdf5Encoding
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static byte[] Encode(string text) => s_strict.GetBytes(text);

    internal static bool CanEncode(string text)
    {
        try
        {
            return s_strict.GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The order of names in the format: by their bytes.</summary>
    internal static int Compare(string left, string right) => Encode(left).AsSpan().SequenceCompareTo(Encode(right));

    /// <summary>A text up to its first zero byte, or its end.</summary>
    /// <exception cref="FormatException">It is no UTF-8.</exception>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        try
        {
            return s_strict.GetString(end < 0 ? bytes : bytes[..end]);
        }
        catch (DecoderFallbackException fault)
        {
            throw new FormatException(
                "a text in the file is no valid UTF-8; the file is damaged, or written with another encoding.", fault);
        }
    }
}
