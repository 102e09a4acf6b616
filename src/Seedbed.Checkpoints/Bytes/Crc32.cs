namespace Seedbed.Checkpoints.Bytes;

/// <summary>
/// The checksum of zip archives: the remainder of a text, taken as a polynomial over GF(2) with the first bit of a byte being its lowest,
/// divided by the polynomial of IEEE 802.3; all bits of the register are turned before and after.
/// </summary>
/// <remarks>Source: ISO/IEC 8802-3, 3.2.9; PKWARE APPNOTE 6.3.10, 4.4.7.</remarks>
internal static class Crc32
{
    /// <summary>
    /// x³² + x²⁶ + x²³ + x²² + x¹⁶ + x¹² + x¹¹ + x¹⁰ + x⁸ + x⁷ + x⁵ + x⁴ + x² + x + 1 without its first term; the highest bit is the
    /// constant.
    /// </summary>
    private const uint Polynomial = 0xEDB88320;

    /// <summary>The polynomial 1.</summary>
    private const uint One = 0x80000000;

    /// <summary>x to the power 8·2ⁿ, modulo the polynomial.</summary>
    private static readonly uint[] s_shifts = CreateShifts();

    /// <summary>The checksum of bytes.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes) => System.IO.Hashing.Crc32.HashToUInt32(bytes);

    /// <summary>The checksum of two texts one behind the other, from theirs: crc(a)·x⁸ⁿ + crc(b), n being the length of b.</summary>
    internal static uint Combine(uint first, uint second, long secondLength) => Shift(first, secondLength) ^ second;

    /// <summary>The checksum of zero bytes.</summary>
    internal static uint OfZeros(long count) => ~Shift(~0u, count);

    /// <summary>value·x⁸ⁿ, modulo the polynomial.</summary>
    private static uint Shift(uint value, long byteCount)
    {
        for (int bit = 0; byteCount >> bit != 0; bit++)
        {
            if (((byteCount >> bit) & 1) != 0)
            {
                value = Multiply(value, s_shifts[bit]);
            }
        }

        return value;
    }

    /// <summary>The product of two polynomials, modulo the polynomial.</summary>
    private static uint Multiply(uint a, uint b)
    {
        uint product = 0;
        for (uint term = One; term != 0; term >>= 1)
        {
            product ^= (a & term) != 0 ? b : 0;
            b = TimesX(b);
        }

        return product;
    }

    private static uint TimesX(uint value) => (value >> 1) ^ ((value & 1) * Polynomial);

    private static uint[] CreateShifts()
    {
        uint[] shifts = new uint[63];
        shifts[0] = One >> 8;
        for (int i = 1; i < shifts.Length; i++)
        {
            shifts[i] = Multiply(shifts[i - 1], shifts[i - 1]);
        }

        return shifts;
    }
}
