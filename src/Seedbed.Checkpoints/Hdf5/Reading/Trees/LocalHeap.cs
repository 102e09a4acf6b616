using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>The names of a group of the older kind, each closed by a zero; between them lie free blocks in a list.</summary>
internal sealed class LocalHeap
{
    private const string What = "the local heap of a group";

    /// <summary>The next free block and this one's length stand in each.</summary>
    private const int FreeBlockLength = 2 * sizeof(long);

    /// <summary>Ends the list of free blocks; these begin at multiples of 8.</summary>
    private const long NoBlock = 1;

    private readonly StructureReader _file;
    private readonly byte[] _names;

    private LocalHeap(StructureReader file, byte[] names)
    {
        _file = file;
        _names = names;
    }

    /// <summary>Reads a heap.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    internal static LocalHeap Read(StructureReader file, long address)
    {
        FieldReader fields = new(file.ReadOnce(address, 32, What), What);
        fields.Expect(Hdf5Signature.LocalHeap);
        fields.ExpectVersion(0);
        fields.Skip(3);
        long length = fields.Length();
        long free = fields.Address();
        byte[] names = file.Read(fields.Address(), length, "the names of a group");
        CheckFree(names, free);
        return new LocalHeap(file, names);
    }

    /// <summary>The bytes of the name at an offset.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal byte[] NameAt(long offset)
    {
        int length = offset >= 0 && offset < _names.Length ? _names.AsSpan((int)offset).IndexOf((byte)0) : -1;
        if (length < 0)
        {
            throw new FormatException(
                $"a link's name lies at byte {(ulong)offset} of {_names.Length} bytes of names, or has no end there; the file is damaged.");
        }

        _file.Charge(2 * length);
        return _names.AsSpan((int)offset, length).ToArray();
    }

    /// <summary>Follows the free blocks; more than there is room for are a loop.</summary>
    private static void CheckFree(byte[] names, long first)
    {
        int room = names.Length / FreeBlockLength;
        for (long start = first; start != NoBlock; room--)
        {
            if (room == 0 || start < 0 || start > names.Length - FreeBlockLength)
            {
                throw new FormatException(
                    $"{What} has a free block at byte {(ulong)start} of {names.Length}, or a loop of them; the file is damaged.");
            }

            FieldReader block = new(names.AsSpan((int)start), What);
            long next = block.Length();
            long length = block.Length();
            if (next == 0 || length > names.Length - start)
            {
                throw new FormatException(
                    $"{What} has a free block of {length} bytes at byte {start} of {names.Length}, followed by one at {next}; the file is "
                    + "damaged.");
            }

            start = next;
        }
    }
}
