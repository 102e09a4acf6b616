namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>Bytes that stand in the file in one piece.</summary>
internal sealed class ContiguousContent(Hdf5Source source, long address) : DatasetContent
{
    /// <summary>The place of the first byte in the file.</summary>
    internal long Address => address;

    internal override void Read(long start, Span<byte> destination) => source.Read(address + start, destination);
}

/// <summary>Bytes that stand in the object header.</summary>
internal sealed class CompactContent(ReadOnlyMemory<byte> bytes) : DatasetContent
{
    internal override void Read(long start, Span<byte> destination) => bytes.Span.Slice((int)start, destination.Length).CopyTo(destination);
}
