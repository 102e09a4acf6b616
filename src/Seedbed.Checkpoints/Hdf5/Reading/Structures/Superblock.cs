namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>The beginning of a file: where its root is and where it ends.</summary>
internal static class Superblock
{
    private const string What = "the superblock";

    /// <summary>Open for writing, or by a program that lets others read meanwhile.</summary>
    private const uint KnownFlags = 0x07;

    /// <summary>Entries of objects, of groups and of soft links.</summary>
    private const uint LastEntryKind = 2;

    /// <summary>The bytes before the version decides what follows, and after them the longest form.</summary>
    private const int LongestForm = 100;

    /// <summary>
    /// Reads the superblock, sets the end of the file and the ranks of its trees, and returns the address of the root's object header.
    /// </summary>
    /// <exception cref="FormatException">This is no HDF5 file, or one of a kind that is not read.</exception>
    internal static long ReadRootAddress(StructureReader file)
    {
        byte[] bytes = file.Read(0, Math.Min(LongestForm, file.Source.Length), What);
        if (!bytes.AsSpan().StartsWith(Hdf5Signature.File))
        {
            throw new FormatException("the file does not begin with the signature of HDF5; it is of another format, or damaged.");
        }

        FieldReader fields = new(bytes, What);
        fields.Skip(Hdf5Signature.File.Length);
        int version = fields.ExpectVersion(0, 3);
        return version < 2 ? ReadOld(file, ref fields, version) : ReadNew(file, ref fields, bytes, version);
    }

    private static long ReadOld(StructureReader file, ref FieldReader fields, int version)
    {
        // The versions of free space, root entry and shared messages, a zero between.
        fields.ExpectVersion(0);
        fields.ExpectVersion(0);
        fields.Skip(1);
        fields.ExpectVersion(0);
        CheckSizes(fields.Byte(), fields.Byte());
        fields.Skip(1);
        (int symbolNode, int groupTree) = (fields.UInt16(), fields.UInt16());
        CheckFlags(fields.UInt32(), version);
        int chunkTree = version == 0 ? TreeRanks.Default.ChunkTree : fields.UInt16();
        fields.Skip(version == 0 ? 0 : sizeof(ushort));
        CheckBase(fields.Address());
        CheckNowhere(fields.Address(), "information on free space");
        long end = fields.Address();
        CheckNowhere(fields.Address(), "a driver information block, as one of several files that belong together has it");
        long root = ReadRootEntry(ref fields);
        SetEnd(file, end, fields.Position);
        file.Ranks = new TreeRanks(symbolNode, groupTree, chunkTree).Checked();
        return root;
    }

    private static long ReadRootEntry(ref FieldReader fields)
    {
        fields.Skip(sizeof(long));
        long root = fields.Address();
        uint kind = fields.UInt32();
        return kind <= LastEntryKind
            ? root
            : throw new FormatException($"the root of the file has an entry of the unknown kind {kind}; the file is damaged.");
    }

    private static long ReadNew(StructureReader file, ref FieldReader fields, byte[] bytes, int version)
    {
        CheckSizes(fields.Byte(), fields.Byte());
        CheckFlags(fields.Byte(), version);
        CheckBase(fields.Address());
        long extension = fields.Address();
        long end = fields.Address();
        long root = fields.Address();
        fields.Skip(sizeof(uint));
        Lookup3.Check(bytes.AsSpan(0, fields.Position), What);
        SetEnd(file, end, fields.Position);
        if (extension != Hdf5Signature.NoAddress)
        {
            ReadExtension(file, ObjectHeader.Read(file, extension));
        }

        return root;
    }

    private static void ReadExtension(StructureReader file, ObjectHeader extension)
    {
        if (extension.Has(Hdf5MessageType.DriverInfo))
        {
            throw new FormatException("the file is one of several that belong together (driver information); write it as a single file.");
        }

        if (extension.Find(Hdf5MessageType.TreeRanks) is { } message)
        {
            FieldReader fields = new(message.Span, "a message of B-tree ranks");
            fields.ExpectVersion(0);
            (int chunkTree, int groupTree, int symbolNode) = (fields.UInt16(), fields.UInt16(), fields.UInt16());
            file.Ranks = new TreeRanks(symbolNode, groupTree, chunkTree).Checked();
        }
    }

    private static void SetEnd(StructureReader file, long end, int least)
    {
        file.End = end >= least && end <= file.Source.Length
            ? end
            : throw new FormatException($"the file says it has {(ulong)end} bytes; it has {file.Source.Length}. It is cut or damaged.");
    }

    private static void CheckFlags(uint flags, int version)
    {
        if ((flags & ~KnownFlags) != 0 || (version == 3 && flags != 0))
        {
            throw new FormatException(
                $"{What} has the flags 0x{flags:x}; the file is damaged, or the program that wrote it did not close it.");
        }
    }

    private static void CheckNowhere(long address, string what)
    {
        if (address != Hdf5Signature.NoAddress)
        {
            throw new FormatException(
                $"the file has {what}, at byte {(ulong)address}, which is not read; write it as a single file, or it is damaged.");
        }
    }

    private static void CheckSizes(int offsetSize, int lengthSize)
    {
        if (offsetSize != sizeof(long) || lengthSize != sizeof(long))
        {
            throw new FormatException(
                $"the file has addresses of {offsetSize} and lengths of {lengthSize} bytes; both must be {sizeof(long)}.");
        }
    }

    private static void CheckBase(long address)
    {
        if (address != 0)
        {
            throw new FormatException($"the file's addresses count from byte {(ulong)address}; they must count from 0 (no user block).");
        }
    }
}
