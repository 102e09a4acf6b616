using System.Buffers.Binary;

namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>
/// The first bytes of a file while they are laid out: structures are placed one behind the other and may be changed until the end.
/// </summary>
internal sealed class MetadataImage
{
    private byte[] _bytes = new byte[4096];

    /// <summary>The bytes placed so far, a multiple of 8.</summary>
    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Content => _bytes.AsMemory(0, Length);

    /// <summary>Places a structure of zeros, rounded up to a multiple of 8 bytes, and returns its address.</summary>
    internal int Allocate(int byteCount)
    {
        int address = Length;
        Length = checked(address + Padded(byteCount));
        if (Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(Length, 2L * _bytes.Length), Array.MaxLength));
        }

        return address;
    }

    internal int Append(ReadOnlySpan<byte> structure)
    {
        int address = Allocate(structure.Length);
        structure.CopyTo(At(address));
        return address;
    }

    /// <summary>The bytes from an address on; valid until the next structure is placed.</summary>
    internal Span<byte> At(int address) => _bytes.AsSpan(address, Length - address);

    internal void SetInt64(int address, long value) => BinaryPrimitives.WriteInt64LittleEndian(At(address), value);

    internal static int Padded(int byteCount) => checked(byteCount + 7) / 8 * 8;
}
