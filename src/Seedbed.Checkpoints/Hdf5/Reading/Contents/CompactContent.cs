namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>Bytes that stand in the object header.</summary>
internal sealed class CompactContent(ReadOnlyMemory<byte> bytes) : DatasetContent
{
    internal override void Read(long start, Span<byte> destination) => bytes.Span.Slice((int)start, destination.Length).CopyTo(destination);
}
