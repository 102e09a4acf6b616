using System.Buffers.Binary;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>
/// Fletcher's checksum of 32 bits over 16-bit words, the first byte of a word being the higher one; four bytes behind a chunk.
/// </summary>
internal static class Fletcher32
{
    private const uint Modulus = 65535;

    /// <summary>How many bytes there are without the checksum.</summary>
    /// <exception cref="FormatException">It is not theirs.</exception>
    internal static int LengthWithout(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) == Sum(bytes[..^sizeof(uint)])
            ? bytes.Length - sizeof(uint)
            : throw new FormatException("a chunk does not have the checksum it should; the file is damaged.");

    /// <summary>
    /// Below, the sum of the words; above, the sum of its running values; both modulo 65535 with 65535, not 0, where a sum is a positive
    /// multiple.
    /// </summary>
    internal static uint Sum(ReadOnlySpan<byte> bytes)
    {
        ulong low = 0;
        ulong high = 0;
        for (int index = 0; index < bytes.Length; index += 2)
        {
            uint second = index + 1 < bytes.Length ? bytes[index + 1] : 0u;
            low += ((uint)bytes[index] << 8) | second;
            low = low > Modulus ? low - Modulus : low;
            high += low;
            high = high > Modulus ? high - Modulus : high;
        }

        return (uint)((high << 16) | low);
    }
}
