namespace Seedbed.Checkpoints.Writing;

/// <summary>Elements [Start, Start + Count) of a tensor and the place of their first byte in the file.</summary>
internal readonly record struct FileRegion(long Offset, PlannedTensor Tensor, long Start, long Count)
{
    /// <summary>The whole tensor at a place.</summary>
    internal FileRegion(long offset, PlannedTensor tensor)
        : this(offset, tensor, 0, tensor.Shape.ElementCount)
    {
    }

    internal long ByteCount => checked(Count * Tensor.Type.SizeInBytes);
}

/// <summary>Bytes that are known before the tensors are drawn, or once they are, and their place in the file.</summary>
internal readonly record struct FixedBytes(long Offset, ReadOnlyMemory<byte> Bytes);
