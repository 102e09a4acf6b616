namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>The beginning of a file: where its root is and where it ends.</summary>
internal static class Superblock
{
    private const string What = "the superblock";

    /// <summary>The bytes before the version decides what follows, and after them the longest form.</summary>
    private const int LongestForm = 100;

    /// <summary>Reads the superblock, sets the end of the file and returns the address of the root's object header.</summary>
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
        (long end, long root) = version < 2 ? ReadOld(ref fields, version) : ReadNew(ref fields, bytes);
        if (end < fields.Position || end > file.Source.Length)
        {
            throw new FormatException($"the file says it has {(ulong)end} bytes; it has {file.Source.Length}. It is cut or damaged.");
        }

        file.End = end;
        return root;
    }

    private static (long End, long Root) ReadOld(ref FieldReader fields, int version)
    {
        fields.Skip(4);
        CheckSizes(fields.Byte(), fields.Byte());

        // A zero, the ranks of the trees and flags; version 1 has one rank more.
        fields.Skip(version == 0 ? 9 : 13);
        CheckBase(fields.Address());
        fields.Skip(sizeof(long));
        long end = fields.Address();
        if (fields.Address() != Hdf5Signature.NoAddress)
        {
            throw new FormatException("the file is one of several that belong together (a driver information block); write it as a single file.");
        }

        fields.Skip(sizeof(long));
        return (end, fields.Address());
    }

    private static (long End, long Root) ReadNew(ref FieldReader fields, byte[] bytes)
    {
        CheckSizes(fields.Byte(), fields.Byte());
        fields.Skip(1);
        CheckBase(fields.Address());
        fields.Skip(sizeof(long));
        long end = fields.Address();
        long root = fields.Address();
        fields.Skip(sizeof(uint));
        Lookup3.Check(bytes.AsSpan(0, fields.Position), What);
        return (end, root);
    }

    private static void CheckSizes(int offsetSize, int lengthSize)
    {
        if (offsetSize != sizeof(long) || lengthSize != sizeof(long))
        {
            throw new FormatException($"the file has addresses of {offsetSize} and lengths of {lengthSize} bytes; both must be {sizeof(long)}.");
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
