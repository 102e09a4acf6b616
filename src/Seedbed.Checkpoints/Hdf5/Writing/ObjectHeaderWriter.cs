namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>An object header of version 1 in one piece: its messages, gathered and then placed.</summary>
internal sealed class ObjectHeaderWriter
{
    private const int PrefixLength = 16;

    private readonly StructureWriter _messages = new();
    private int _count;

    /// <summary>Adds a message, padded to a multiple of 8 bytes.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="constant">Whether readers may count on its never changing.</param>
    /// <returns>The place of its first byte from the beginning of the header.</returns>
    /// <exception cref="ArgumentException">It is longer than a message can be.</exception>
    internal int Add(Hdf5MessageType type, ReadOnlySpan<byte> content, bool constant = false)
    {
        int padded = MetadataImage.Padded(content.Length);
        if (padded > ushort.MaxValue)
        {
            throw new ArgumentException(
                $"a message of an object header would have {padded} bytes; HDF5 has room for {ushort.MaxValue}: make the attribute "
                + "shorter.");
        }

        _messages.UInt16((int)type).UInt16(padded).Byte(constant ? 1 : 0).Zeros(3);
        int place = PrefixLength + _messages.Length;
        _messages.Bytes(content).Pad();
        _count++;
        return place;
    }

    /// <summary>Places the header and returns its address.</summary>
    internal int Place(MetadataImage image)
    {
        if (_count > ushort.MaxValue)
        {
            throw new ArgumentException(
                $"an object would have {_count} header messages; HDF5 has room for {ushort.MaxValue}: set fewer attributes.");
        }

        StructureWriter header = new();
        header.Byte(1).Byte(0).UInt16(_count).Int32(1).Int32(_messages.Length).Zeros(PrefixLength - 12);
        return image.Append(header.Bytes(_messages.Written).Written);
    }
}
