namespace Seedbed.Checkpoints.Reading;

/// <summary>The elements of a stored tensor, row-major and little-endian. Safe from several threads.</summary>
internal abstract class TensorContent
{
    /// <summary>The bytes that are kept in memory from one slice to the next.</summary>
    internal virtual long KeptByteCount => 0;

    /// <summary>
    /// Fills the destination with the bytes from an offset on; offset and length are multiples of an element's size and lie in the tensor.
    /// </summary>
    internal abstract void Read(long offset, Span<byte> destination);

    /// <summary>
    /// Rents out the same content to a reader that goes from its beginning to its end, and shares with no other what is kept.
    /// </summary>
    internal virtual void Rent(Action<TensorContent> reader, CancellationToken cancellationToken) => reader(this);
}
