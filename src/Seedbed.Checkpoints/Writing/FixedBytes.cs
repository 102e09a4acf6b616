namespace Seedbed.Checkpoints.Writing;

/// <summary>Bytes that are known before the tensors are drawn, or once they are, and their place in the file.</summary>
internal readonly record struct FixedBytes(long Offset, ReadOnlyMemory<byte> Bytes);
