namespace Seedbed.Checkpoints.Reading;

/// <summary>The elements of a stored tensor, row-major and little-endian. Safe from several threads.</summary>
internal abstract class TensorContent
{
    /// <summary>Whether reading it in turns with another tensor of its kind is far slower than one after the other.</summary>
    internal virtual bool IsBuffered => false;

    /// <summary>Fills the destination with the bytes from an offset on; offset and length are multiples of an element's size and lie in the tensor.</summary>
    internal abstract void Read(long offset, Span<byte> destination, CancellationToken token);
}
