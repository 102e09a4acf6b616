using System.Buffers.Binary;
using System.Numerics;

namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>The checksum of the format's newer structures: Bob Jenkins's lookup3 (2006, public domain) with the initial value 0.</summary>
/// <remarks>Source: the HDF5 File Format Specification, version 3, names the function.</remarks>
internal static class Lookup3
{
    private const int BlockLength = 12;

    /// <summary>The length and 0xDEADBEEF start all three words.</summary>
    private const uint Start = 0xDEADBEEF;

    internal static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint a = Start + (uint)bytes.Length;
        uint b = a;
        uint c = a;
        while (bytes.Length > BlockLength)
        {
            Add(bytes, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
            bytes = bytes[BlockLength..];
        }

        if (bytes.IsEmpty)
        {
            return c;
        }

        Span<byte> last = stackalloc byte[BlockLength];
        last.Clear();
        bytes.CopyTo(last);
        Add(last, ref a, ref b, ref c);
        Finish(ref a, ref b, ref c);
        return c;
    }

    /// <summary>Checks the four bytes that close a structure.</summary>
    /// <exception cref="FormatException">They are not the checksum of those before.</exception>
    internal static void Check(ReadOnlySpan<byte> structure, string what)
    {
        if (
            structure.Length < sizeof(uint)
                || BinaryPrimitives.ReadUInt32LittleEndian(structure[^sizeof(uint)..]) != Hash(structure[..^sizeof(uint)]))
        {
            throw new FormatException($"{what} does not have the checksum it should; the file is damaged.");
        }
    }

    private static void Add(ReadOnlySpan<byte> block, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(block);
        b += BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(block[8..]);
    }

    /// <summary>Six steps with the rotations 4, 6, 8, 16, 19, 4.</summary>
    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        MixStep(ref a, ref c, b, 4);
        MixStep(ref b, ref a, c, 6);
        MixStep(ref c, ref b, a, 8);
        MixStep(ref a, ref c, b, 16);
        MixStep(ref b, ref a, c, 19);
        MixStep(ref c, ref b, a, 4);
    }

    private static void MixStep(ref uint target, ref uint source, uint other, int rotation)
    {
        target = (target - source) ^ BitOperations.RotateLeft(source, rotation);
        source += other;
    }

    /// <summary>Seven steps with the rotations 14, 11, 25, 16, 4, 14, 24.</summary>
    private static void Finish(ref uint a, ref uint b, ref uint c)
    {
        FinishStep(ref c, b, 14);
        FinishStep(ref a, c, 11);
        FinishStep(ref b, a, 25);
        FinishStep(ref c, b, 16);
        FinishStep(ref a, c, 4);
        FinishStep(ref b, a, 14);
        FinishStep(ref c, b, 24);
    }

    private static void FinishStep(ref uint target, uint source, int rotation) =>
        target = (target ^ source) - BitOperations.RotateLeft(source, rotation);
}
