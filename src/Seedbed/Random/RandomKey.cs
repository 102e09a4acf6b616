using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Seedbed.Random;

/// <summary>
/// 128 bits that choose one stream of random values. Each framework's stream says how it uses them: TensorFlow's Philox takes
/// <paramref name="Low"/> as its key and <paramref name="High"/> as the upper half of its counter.
/// </summary>
/// <param name="Low">Bits 0 to 63.</param>
/// <param name="High">Bits 64 to 127.</param>
public readonly record struct RandomKey(ulong Low, ulong High)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Domain => "seedbed/key/1\0"u8;

    /// <summary>
    /// The key of a named parameter: the first 16 bytes, little-endian, of
    /// SHA-256("seedbed/key/1" ‖ 0x00 ‖ seed as 8 little-endian bytes ‖ name as UTF-8).
    /// </summary>
    /// <param name="seed">The model's seed.</param>
    /// <param name="name">The parameter's full name, <c>conv1_conv/kernel</c>.</param>
    /// <exception cref="ArgumentException">The name is no well-formed Unicode, and has no UTF-8 of its own.</exception>
    /// <remarks>
    /// A parameter's values depend on the seed and on its own name alone, so neighbours, order and shards do not matter. Equal keys for two
    /// of n names have probability n²/2¹²⁹.
    /// </remarks>
    /// <example>
    /// <code>
    /// Seed seed = Seed.FromKey(RandomKey.FromName(42, "layer1/kernel"));
    /// float[] kernel = new HeNormal(seed).CreateArray&lt;float&gt;([64, 64]);
    /// </code>
    /// </example>
    public static RandomKey FromName(long seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, seed);
        hash.AppendData(Domain);
        hash.AppendData(bytes[..sizeof(long)]);
        hash.AppendData(Utf8(name));
        hash.GetHashAndReset(bytes);
        return new RandomKey(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }

    private static byte[] Utf8(string name)
    {
        try
        {
            return s_strict.GetBytes(name);
        }
        catch (EncoderFallbackException fault)
        {
            throw new ArgumentException(
                $"a parameter's name holds half of a surrogate pair at index {fault.Index}; a name must be well-formed "
                + "Unicode.", nameof(name), fault);
        }
    }

    /// <summary>The key as 32 hexadecimal digits, high bits first.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";
}
