using System.Numerics;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>
/// The table of a fractal heap: so many blocks in a row; the blocks of rows 0 and 1 have the starting size, from then on it doubles.
/// </summary>
internal sealed class FractalHeapShape
{
    /// <exception cref="FormatException">No heap has such a shape.</exception>
    internal FractalHeapShape(ref FieldReader fields, long mostManaged)
    {
        Width = fields.UInt16();
        StartingBlockBytes = fields.Length();
        MostDirectBytes = fields.Length();
        int bits = fields.UInt16();
        fields.Skip(sizeof(ushort));
        bool isPossible = BitOperations.IsPow2(Width) && BitOperations.IsPow2(StartingBlockBytes) && BitOperations.IsPow2(MostDirectBytes)
            && MostDirectBytes >= StartingBlockBytes && MostDirectBytes <= 1L << 32 && bits is > 0 and <= 63;
        if (!isPossible)
        {
            throw new FormatException(
                $"a fractal heap has rows of {Width} blocks of {StartingBlockBytes} to {MostDirectBytes} bytes in {bits} bits; all must be "
                + "powers of 2. The file is damaged.");
        }

        OffsetBytes = (bits + 7) / 8;
        LengthBytes = BytesFor(Math.Min(MostDirectBytes, mostManaged));
        FirstRowBits = BitOperations.Log2((ulong)Width) + BitOperations.Log2((ulong)StartingBlockBytes);
        MostRows = bits - FirstRowBits + 1;
    }

    /// <summary>Blocks in a row.</summary>
    internal int Width { get; }

    internal long StartingBlockBytes { get; }

    /// <summary>Larger blocks are indirect: tables of their own.</summary>
    internal long MostDirectBytes { get; }

    /// <summary>The bytes of a place in the heap.</summary>
    internal int OffsetBytes { get; }

    /// <summary>The bytes of an object's length.</summary>
    internal int LengthBytes { get; }

    /// <summary>The logarithm of the bytes of a row of starting blocks.</summary>
    internal int FirstRowBits { get; }

    private int MostRows { get; }

    /// <summary>The bytes of each block of a row.</summary>
    /// <exception cref="FormatException">The heap has no such row.</exception>
    internal long BlockBytes(int row) => row < MostRows && row < 63 - FirstRowBits
        ? StartingBlockBytes << Math.Max(row - 1, 0)
        : throw new FormatException($"a fractal heap has a row {row}, but room for {MostRows}; the file is damaged.");

    private static int BytesFor(long most) => (BitOperations.Log2((ulong)most) / 8) + 1;
}
