using Seedbed.Checkpoints.Hdf5.Reading.Buffers;


namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>
/// The file as its structures are read: every address is checked against the end, no structure is read twice, and what is read and made
/// from it is counted against a limit. So no file, whatever its links, takes more time or memory than its length allows.
/// </summary>
internal sealed class StructureReader(Hdf5Source source)
{
    /// <summary>What the shortest structure costs in time, and in memory for the objects made from it.</summary>
    private const int LeastCost = 64;

    private readonly HashSet<long> _visited = [];
    private readonly long _allowance = Hdf5Limits.MetadataBytes(source.Length);
    private long _spent;
    private long _storedBytes;
    private long _unstoredBytes;
    private Int128 _decodedBytes;

    internal Hdf5Source Source => source;

    /// <summary>What all chunked datasets are decoded into.</summary>
    internal BandBuffers Buffers { get; } = new();

    /// <summary>The end of the file as its superblock has it.</summary>
    internal long End { get; set; } = source.Length;

    /// <summary>How much the nodes of its trees hold.</summary>
    internal TreeRanks Ranks { get; set; } = TreeRanks.Default;

    /// <summary>Reads a structure that no other may share.</summary>
    /// <exception cref="FormatException">It is not within the file, was read before, or the limit is reached.</exception>
    internal byte[] ReadOnce(long address, long length, string what)
    {
        Visit(address, what);
        return Read(address, length, what);
    }

    /// <summary>Reads bytes of a structure.</summary>
    /// <exception cref="FormatException">They are not within the file, or the limit is reached.</exception>
    internal byte[] Read(long address, long length, string what)
    {
        CheckExtent(address, length, what);
        Charge(length);
        byte[] bytes = new byte[length];
        source.Read(address, bytes);
        return bytes;
    }

    /// <summary>Checks that a structure lies within the file, whether or not all of it is read.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    internal void CheckExtent(long address, long length, string what)
    {
        if (address < 0 || length < 0 || address > End - length)
        {
            throw new FormatException(
                $"{what} would lie at byte {(ulong)address} with {(ulong)length} bytes; the file has {End}. It is cut or damaged.");
        }
    }

    /// <exception cref="FormatException">The address was visited before.</exception>
    internal void Visit(long address, string what)
    {
        if (!_visited.Add(address))
        {
            throw new FormatException(
                $"{what} at byte {address} is reached twice, though no two structures share one; the file is damaged.");
        }
    }

    /// <summary>Counts memory that is made from the file.</summary>
    /// <exception cref="FormatException">The limit is reached.</exception>
    internal void Charge(long byteCount)
    {
        _spent += byteCount + LeastCost;
        if (_spent > _allowance)
        {
            throw new FormatException($"the structure of the file takes more than {_allowance} bytes to read; "
                + $"this is far more than a file of {source.Length} bytes needs, so it is refused as damaged.");
        }
    }

    /// <summary>Counts bytes of elements that stand in the file.</summary>
    /// <exception cref="FormatException">They are not within the file, or there are more of them than it has bytes.</exception>
    internal void ClaimStored(long address, long byteCount)
    {
        CheckExtent(address, byteCount, "data");
        _storedBytes += byteCount;
        if (_storedBytes > End)
        {
            throw new FormatException(
                $"the datasets take more bytes together than the file has ({End}); some of them share their data, which is not read.");
        }
    }

    /// <summary>Counts bytes of elements that stand nowhere.</summary>
    /// <exception cref="FormatException">There are more than the limit.</exception>
    internal void ClaimUnstored(Int128 byteCount)
    {
        if (byteCount > Hdf5Limits.UnstoredBytes - _unstoredBytes)
        {
            throw new FormatException(
                $"the datasets have more than {Hdf5Limits.UnstoredBytes} bytes that were never written; write their values into the file.");
        }

        _unstoredBytes += (long)byteCount;
    }

    /// <summary>Counts bytes that chunks are decoded to.</summary>
    /// <exception cref="FormatException">There are more than the limit.</exception>
    internal void ClaimDecoded(Int128 byteCount)
    {
        _decodedBytes += byteCount;
        if (_decodedBytes > Hdf5Limits.DecodedBytes(source.Length))
        {
            throw new FormatException(
                $"the chunks decompress to {_decodedBytes} bytes and more; "
                    + $"of a file of {source.Length} bytes at most {Hdf5Limits.DecodedBytes(source.Length)} are read: write it with "
                        + "smaller chunks, or without compression.");
        }
    }
}
